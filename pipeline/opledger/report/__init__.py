"""What people look at: the terminal view of one release, and the web page over a folder of tables."""
