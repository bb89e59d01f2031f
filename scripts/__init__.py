"""Provide the commands of the project; each room below serves one stage of them."""
