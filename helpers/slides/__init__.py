"""Slides for whoever teaches: each lesson as one HTML file that needs no network, from its solved notebook."""
