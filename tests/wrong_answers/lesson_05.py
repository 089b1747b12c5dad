"""Answers to the exercises of lesson 05: right ones in several manners, and wrong ones with what each must hear."""

import math

import numpy as np

from helpers import thin

Array = np.ndarray


def layer_merged(x: Array, W: Array, A: Array, B: Array, alpha: float) -> Array:
    """Add the change to W first."""
    return x @ (W + alpha / A.shape[0] * B @ A).T


def layer_einsum(x: Array, W: Array, A: Array, B: Array, alpha: float) -> Array:
    """Sum over names of axes."""
    said = np.einsum("or,ri,ni->no", B, A, x)
    return np.einsum("oi,ni->no", W, x) + said * (alpha / B.shape[1])


def layer_alone(x: Array, W: Array, A: Array, B: Array, alpha: float) -> Array:
    """Leave the adapter out."""
    return x @ W.T


def layer_only_adapter(x: Array, W: Array, A: Array, B: Array, alpha: float) -> Array:
    """Leave W out."""
    return thin.adapted(x, W * 0, A, B, alpha)


def layer_unscaled(x: Array, W: Array, A: Array, B: Array, alpha: float) -> Array:
    """Ignore alpha."""
    return x @ (W + B @ A).T


def layer_undivided(x: Array, W: Array, A: Array, B: Array, alpha: float) -> Array:
    """Forget to divide by the rank."""
    return x @ (W + alpha * B @ A).T


def layer_upside_down(x: Array, W: Array, A: Array, B: Array, alpha: float) -> Array:
    """Divide the wrong way."""
    return x @ (W + len(A) / alpha * B @ A).T


def layer_untransposed(x: Array, W: Array, A: Array, B: Array, alpha: float) -> Array:
    """Let the wrong sides meet."""
    return x @ W + alpha * x @ A @ B


def layer_by_inputs(x: Array, W: Array, A: Array, B: Array, alpha: float) -> Array:
    """Take the inputs for the rank."""
    return x @ (W + alpha / A.shape[1] * B @ A).T


def layer_in_place(x: Array, W: Array, A: Array, B: Array, alpha: float) -> Array:
    """Merge into the W that was given."""
    W += alpha / len(A) * B @ A
    return x @ W.T


def size_of_arrays(inputs: int, outputs: int, rank: int) -> int:
    """Count made arrays."""
    return np.zeros((rank, inputs)).size + np.zeros((outputs, rank)).size


def size_big(inputs: int, outputs: int, rank: int) -> int:
    """Count W."""
    return inputs * outputs


def size_both(inputs: int, outputs: int, rank: int) -> int:
    """Count W, too."""
    return inputs * outputs + thin.size(inputs, outputs, rank)


def size_half(inputs: int, outputs: int, rank: int) -> int:
    """Count A only."""
    return rank * inputs


def size_other_half(inputs: int, outputs: int, rank: int) -> int:
    """Count B only."""
    return rank * outputs


def size_rank_one(inputs: int, outputs: int, rank: int) -> int:
    """Forget the rank."""
    return inputs + outputs


def size_multiplied(inputs: int, outputs: int, rank: int) -> int:
    """Multiply them out."""
    return rank * inputs * outputs


def loss_loop(chances: Array, tokens: list[int], start: int) -> float:
    """Go through the answer."""
    total = 0.0
    for place in range(start, len(tokens)):
        total -= math.log(chances[place - 1][tokens[place]])
    return total / (len(tokens) - start)


def loss_shifted(chances: Array, tokens: list[int], start: int) -> float:
    """Read each token's own row."""
    return float(-np.mean([np.log(chances[place][tokens[place]]) for place in range(start, len(tokens))]))


def loss_all(chances: Array, tokens: list[int], start: int) -> float:
    """Learn the prompt, too."""
    return thin.answer_loss(chances, tokens, 1)


def loss_sum(chances: Array, tokens: list[int], start: int) -> float:
    """Add up."""
    return thin.answer_loss(chances, tokens, start) * (len(tokens) - start)


def loss_negative(chances: Array, tokens: list[int], start: int) -> float:
    """Forget the sign."""
    return -thin.answer_loss(chances, tokens, start)


def loss_chance(chances: Array, tokens: list[int], start: int) -> float:
    """Forget the logarithm."""
    return float(np.mean([chances[place - 1][tokens[place]] for place in range(start, len(tokens))]))


def loss_bits(chances: Array, tokens: list[int], start: int) -> float:
    """Take the binary logarithm."""
    return thin.answer_loss(chances, tokens, start) / math.log(2)


def loss_list(chances: Array, tokens: list[int], start: int) -> list[float]:
    """Return one loss a token."""
    return [-math.log(chances[place - 1][tokens[place]]) for place in range(start, len(tokens))]


def step_columns(x: Array, target: Array, W: Array, A: Array, B: Array, rate: float) -> Array:
    """Multiply a column by a row."""
    error = (W + B @ A) @ x - target
    return B - rate * error[:, None] @ (A @ x)[None, :]


def step_reversed(x: Array, target: Array, W: Array, A: Array, B: Array, rate: float) -> Array:
    """Take the error the other way round, and add."""
    return B + rate * np.outer(target - W @ x - B @ A @ x, A @ x)


def step_uphill(x: Array, target: Array, W: Array, A: Array, B: Array, rate: float) -> Array:
    """Go up."""
    return thin.trained(x, target, W, A, B, -rate)


def step_whole(x: Array, target: Array, W: Array, A: Array, B: Array, rate: float) -> Array:
    """Ignore the rate."""
    return thin.trained(x, target, W, A, B, 1.0)


def step_none(x: Array, target: Array, W: Array, A: Array, B: Array, rate: float) -> Array:
    """Stay."""
    return B


def step_without_adapter(x: Array, target: Array, W: Array, A: Array, B: Array, rate: float) -> Array:
    """Leave the adapter out of the error."""
    return B - rate * np.outer(W @ x - target, A @ x)


def step_only(x: Array, target: Array, W: Array, A: Array, B: Array, rate: float) -> Array:
    """Return the step."""
    return thin.trained(x, target, W, A, B, rate) - B


def step_transposed(x: Array, target: Array, W: Array, A: Array, B: Array, rate: float) -> Array:
    """Turn it round."""
    return thin.trained(x, target, W, A, B, rate).T


def step_in_place(x: Array, target: Array, W: Array, A: Array, B: Array, rate: float) -> Array:
    """Change the B that was given."""
    B -= rate * np.outer(W @ x + B @ A @ x - target, A @ x)
    return B


def compliance_numpy(reports: list[dict[str, bool]]) -> float:
    """Take the least of each row."""
    return np.mean([min(one.values()) for one in reports])


def compliance_rules(reports: list[dict[str, bool]]) -> float:
    """Count rules."""
    return float(np.mean([list(one.values()) for one in reports]))


def compliance_count(reports: list[dict[str, bool]]) -> int:
    """Count answers."""
    return sum(all(one.values()) for one in reports)


def compliance_any(reports: list[dict[str, bool]]) -> float:
    """Be content with one rule."""
    return sum(any(one.values()) for one in reports) / len(reports)


def compliance_keys(reports: list[dict[str, bool]]) -> float:
    """Look at the names in place of the values."""
    return sum(all(one) for one in reports) / len(reports)


def compliance_broken(reports: list[dict[str, bool]]) -> float:
    """Count those that break one."""
    return 1 - compliance_numpy(reports)


def compliance_first(reports: list[dict[str, bool]]) -> float:
    """Look at the verdict only."""
    return sum(one["verdict"] for one in reports) / len(reports)


def invented_loop(cited: list[tuple[int, int]], paragraphs: dict[int, int]) -> int:
    """Go through the citations."""
    count = 0
    for article, paragraph in cited:
        if article not in paragraphs or paragraph > paragraphs[article]:
            count += 1
    return count


def invented_articles(cited: list[tuple[int, int]], paragraphs: dict[int, int]) -> int:
    """Look at articles only."""
    return sum(article not in paragraphs for article, _ in cited)


def invented_real(cited: list[tuple[int, int]], paragraphs: dict[int, int]) -> int:
    """Count what exists."""
    return len(cited) - invented_loop(cited, paragraphs)


def invented_once(cited: list[tuple[int, int]], paragraphs: dict[int, int]) -> int:
    """Drop repeats."""
    return invented_loop(list(set(cited)), paragraphs)


def invented_last(cited: list[tuple[int, int]], paragraphs: dict[int, int]) -> int:
    """Refuse the last paragraph."""
    return sum(paragraph >= paragraphs.get(article, 0) for article, paragraph in cited)


def invented_key(cited: list[tuple[int, int]], paragraphs: dict[int, int]) -> int:
    """Trip over an article that does not exist."""
    return sum(paragraph > paragraphs[article] for article, paragraph in cited)


def invented_listed(cited: list[tuple[int, int]], paragraphs: dict[int, int]) -> list[tuple[int, int]]:
    """Return the citations themselves."""
    return [one for one in cited if invented_loop([one], paragraphs)]


def invented_any(cited: list[tuple[int, int]], paragraphs: dict[int, int]) -> bool:
    """Tell whether there is one."""
    return invented_loop(cited, paragraphs) > 0


def layer_floored(x: Array, W: Array, A: Array, B: Array, alpha: float) -> Array:
    """Divide with the sign that rounds down."""
    return x @ (W + alpha // len(A) * B @ A).T


def layer_by_outputs(x: Array, W: Array, A: Array, B: Array, alpha: float) -> Array:
    """Take the outputs for the rank."""
    return x @ (W + alpha / len(B) * B @ A).T


def layer_all_scaled(x: Array, W: Array, A: Array, B: Array, alpha: float) -> Array:
    """Scale the frozen matrix as well."""
    return alpha / len(A) * (x @ (W + B @ A).T)


def layer_product(x: Array, W: Array, A: Array, B: Array, alpha: float) -> Array:
    """Multiply what should be added."""
    return (x @ W.T) * (alpha / len(A) * (x @ A.T) @ B.T)


def size_added(inputs: int, outputs: int, rank: int) -> int:
    """Add everything up."""
    return inputs + outputs + rank


def size_half_ranked(inputs: int, outputs: int, rank: int) -> int:
    """Forget the brackets."""
    return rank * inputs + outputs


def size_product(inputs: int, outputs: int, rank: int) -> int:
    """Multiply the two sizes."""
    return rank * inputs * (outputs * rank)


def loss_one_early(chances: Array, tokens: list[int], start: int) -> float:
    """Begin a token too early."""
    return float(-np.mean([np.log(chances[place - 1][tokens[place]]) for place in range(start - 1, len(tokens))]))


def loss_one_less(chances: Array, tokens: list[int], start: int) -> float:
    """End a token too early."""
    return float(-np.mean([np.log(chances[place - 1][tokens[place]]) for place in range(start, len(tokens) - 1)]))


def loss_of_mean(chances: Array, tokens: list[int], start: int) -> float:
    """Take the mean first."""
    return -math.log(loss_chance(chances, tokens, start))


def loss_by_all(chances: Array, tokens: list[int], start: int) -> float:
    """Divide by the tokens of the prompt, too."""
    return loss_sum(chances, tokens, start) / len(tokens)


def step_double(x: Array, target: Array, W: Array, A: Array, B: Array, rate: float) -> Array:
    """Take the slope of the whole square."""
    return thin.trained(x, target, W, A, B, 2 * rate)


def step_without_board(x: Array, target: Array, W: Array, A: Array, B: Array, rate: float) -> Array:
    """Leave W out of the error."""
    return B - rate * np.outer(B @ A @ x - target, A @ x)


def step_by_input(x: Array, target: Array, W: Array, A: Array, B: Array, rate: float) -> Array:
    """Blame the input itself."""
    return B - rate * np.outer(W @ x + B @ A @ x - target, x)


def compliance_floored(reports: list[dict[str, bool]]) -> float:
    """Divide with the sign that rounds down."""
    return sum(all(one.values()) for one in reports) // len(reports)


def compliance_by_rules(reports: list[dict[str, bool]]) -> float:
    """Divide by the number of rules."""
    return sum(all(one.values()) for one in reports) / len(reports[0])


def compliance_none(reports: list[dict[str, bool]]) -> float:
    """Count answers that keep no rule."""
    return sum(not any(one.values()) for one in reports) / len(reports)


def invented_flag(cited: list[tuple[int, int]], paragraphs: dict[int, int]) -> int:
    """Tell by a number whether there is one."""
    return int(invented_loop(cited, paragraphs) > 0)


def invented_exact(cited: list[tuple[int, int]], paragraphs: dict[int, int]) -> int:
    """Look the pair up as it stands."""
    return sum(one not in paragraphs.items() for one in cited)


def invented_all(cited: list[tuple[int, int]], paragraphs: dict[int, int]) -> int:
    """Count every citation."""
    return len(cited)


def invented_known_only(cited: list[tuple[int, int]], paragraphs: dict[int, int]) -> int:
    """Look at the articles that exist alone."""
    return sum(paragraph > paragraphs[article] for article, paragraph in cited if article in paragraphs)


RIGHT = {
    "lora-layer": (thin.adapted, layer_merged, layer_einsum),
    "lora-size": (thin.size, size_of_arrays),
    "answer-loss": (thin.answer_loss, loss_loop),
    "training-step": (thin.trained, step_columns, step_reversed),
    "compliance": (thin.compliance, compliance_numpy),
    "made-up": (thin.invented, invented_loop),
}
WRONG = {
    "lora-layer": (
        (layer_alone, "That is the matrix alone."),
        (layer_only_adapter, "What becomes of all that W knows?"),
        (layer_unscaled, "What should alpha change, in yours?"),
        (layer_undivided, "By what is alpha divided"),
        (layer_upside_down, "stands above the line?"),
        (layer_by_inputs, "Which side of A is the rank?"),
        (layer_untransposed, "The shapes do not fit"),
        (layer_in_place, "yours changes what it was given"),
        (layer_floored, "Right where the rank divides alpha"),
        (layer_by_outputs, "You divide by the number of outputs"),
        (layer_all_scaled, "Alpha turns the frozen matrix up as well"),
        (layer_product, "You multiply the two"),
    ),
    "lora-size": (
        (size_big, "That is the big matrix."),
        (size_both, "Is W trained?"),
        (size_half, "That is A. And B?"),
        (size_other_half, "That is B. And A?"),
        (size_rank_one, "How many rows has A if the rank is 2?"),
        (size_multiplied, "kept apart"),
        (size_added, "Is that an addition?"),
        (size_half_ranked, "How many columns has B?"),
        (size_product, "are they added or multiplied?"),
    ),
    "answer-loss": (
        (loss_shifted, "In which row stands the chance"),
        (loss_all, "learn to write the question?"),
        (loss_sum, "only because it is long?"),
        (loss_negative, "Which sign"),
        (loss_chance, "These are chances."),
        (loss_bits, "Which logarithm did you take?"),
        (loss_list, "One number is expected"),
        (loss_one_early, "The prompt's last token"),
        (loss_one_less, "The answer's last token"),
        (loss_of_mean, "the logarithm or the mean?"),
        (loss_by_all, "the tokens of prompt and answer"),
    ),
    "training-step": (
        (step_uphill, "along the gradient or against it?"),
        (step_whole, "How long is your step"),
        (step_none, "Nothing has moved."),
        (step_without_adapter, "leaves out what the adapter already says"),
        (step_only, "Where does it start from?"),
        (step_transposed, "Its shape is"),
        (step_in_place, "yours changes what it was given"),
        (step_double, "Your step is twice as long"),
        (step_without_board, "Your error leaves out what W says"),
        (step_by_input, "The shapes do not fit"),
    ),
    "compliance": (
        (compliance_rules, "You count rules that are kept."),
        (compliance_count, "What share of all answers is it?"),
        (compliance_any, "content with one rule kept"),
        (compliance_keys, "Does it look at the rules' names"),
        (compliance_broken, "That is who breaks one."),
        (compliance_first, "the first rule only"),
        (compliance_floored, "only if *every* answer complies"),
        (compliance_by_rules, "You divide by the number of rules"),
        (compliance_none, "You count answers that keep none"),
    ),
    "made-up": (
        (invented_articles, "Has article 11 a paragraph 9?"),
        (invented_real, "You count those that exist."),
        (invented_once, "Does a repeat count?"),
        (invented_last, "Does the third exist?"),
        (invented_key, "There is no such key"),
        (invented_listed, "yours returns a list"),
        (invented_any, "yours returns a bool"),
        (invented_flag, "Yours tells whether there is one"),
        (invented_exact, "only an article's last paragraph exists"),
        (invented_all, "You count all citations"),
        (invented_known_only, "an article that does not exist at all?"),
    ),
}
