"""The terminal as a platform: pages and answers are printed, commands are read line by line."""
