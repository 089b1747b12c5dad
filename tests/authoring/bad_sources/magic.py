# expected in line 3: found code that does not parse
# %%
%matplotlib inline
