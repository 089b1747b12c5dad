# expected in line 3: found the tag 'added-by-the-build'
# %% tags=["added-by-the-build"]
1 + 1
