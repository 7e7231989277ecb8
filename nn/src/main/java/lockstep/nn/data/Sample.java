package lockstep.nn.data;

/// What a network sees, and what it should say of it.
///
/// @param input what it sees
/// @param target what it should say: {@link Tokens#one} for a class
/// @param origin where it came from, as a person would look it up: `cats/7.png`, `train.csv:12`
public record Sample(Item input, Item target, String origin) {}
