# /// script
# requires-python = ">=3.11,<3.12"
# dependencies = [
#     "numpy>=1.26,<2",
#     "tabulate",
# ]
# ///
