# expected in line 3: found prose that is not one string
# %% [markdown]
r"""
Never closed.
