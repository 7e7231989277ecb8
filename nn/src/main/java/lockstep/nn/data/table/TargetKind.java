package lockstep.nn.data.table;

/// What a target is.
public enum TargetKind {
  /// It is found out: a class if it is text, or at most 20 different whole numbers.
  DETECT,
  /// A class.
  CLASS,
  /// A number.
  NUMBER
}
