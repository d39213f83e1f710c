"""A training pipeline that was a notebook; `pipeline.py` tells its story."""
