"""What others make of the same rows: read them, compare each with its bound, write those below it.

Every program is given a Parquet file or CSV, the bounds by period and indicator as Parquet, and the
path for its findings; it prints how many they are.
"""
