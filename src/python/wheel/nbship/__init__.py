"""nbship, which checks Jupyter notebooks and exports them: the command line with a Node of its own."""
