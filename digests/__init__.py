"""What we say: values in, values out; no clock, no network, no files, no platform."""
