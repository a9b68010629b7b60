"""Official documents: their ids, their dates, and the threads they form."""
