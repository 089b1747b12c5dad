# expected in line 3: found the tag 'no_remember'
# %% tags=["no_remember"]
1 + 1
