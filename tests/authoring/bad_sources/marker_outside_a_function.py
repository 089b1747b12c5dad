# expected in line 3: found a marker outside a function
# %%
### BEGIN SOLUTION
twice = 2 * 21
### END SOLUTION
