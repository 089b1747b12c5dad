"""The code of the course, one idea a module; importing this package does nothing and takes no time."""
