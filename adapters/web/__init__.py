"""What is asked over HTTP, to those who answer it."""
