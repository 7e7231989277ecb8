package lockstep.nn.data.sound;

/// Where a recording lies in a longer one, and where a piece is cut from a longer one.
public enum Place {
  /// At its start.
  START,
  /// In its middle.
  CENTRE,
  /// At its end.
  END;

  /// {@return what lies before, where so much is left over}
  int before(int over) {
    return switch (this) {
      case START -> 0;
      case CENTRE -> over / 2;
      case END -> over;
    };
  }
}
