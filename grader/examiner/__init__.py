"""The trusted side: runs the checks against candidates in other processes and decides."""
