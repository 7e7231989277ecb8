package lockstep.nn.data;

/// What a sample holds, at some stage on its way from a file to a tensor.
///
/// Items are never changed once made: a step makes a new one. Those of many numbers hand out their
/// array itself, for speed; whoever reads it leaves it as it is.
public sealed interface Item permits Image, Numbers, Row, Sound, Text, Tokens {

  /// {@return what a person would call it, with its size: `image 28×28×1`}
  String describe();
}
