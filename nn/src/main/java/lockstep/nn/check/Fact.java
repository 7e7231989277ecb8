package lockstep.nn.check;

/// Something that is so, neither good nor bad.
///
/// @param name what is told: `sizes`
/// @param text how it is: `all 28×28, grey`
public record Fact(String name, String text) {}
