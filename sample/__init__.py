"""The sample week: an invented week of chip-policy news, as it stood in its feeds at any instant."""
