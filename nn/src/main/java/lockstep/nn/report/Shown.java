package lockstep.nn.report;

import java.util.List;
import lockstep.nn.data.Image;

/// A sample as a person sees it.
public sealed interface Shown {

  /// A picture.
  ///
  /// @param image its pixels, as they were before preparation
  record Picture(Image image) implements Shown {}

  /// A text.
  ///
  /// @param text its characters
  record Words(String text) implements Shown {}

  /// A row of a table, or a few numbers.
  ///
  /// @param names of the columns
  /// @param values as they were written
  record Cells(List<String> names, List<String> values) implements Shown {
    /// Copies the lists.
    public Cells {
      names = List.copyOf(names);
      values = List.copyOf(values);
      if (names.size() != values.size()) {
        throw new IllegalArgumentException(
            "cells: expected a name for each value, got " + names + " for " + values + ".");
      }
    }
  }

  /// A recording.
  ///
  /// @param seconds how long it is
  /// @param loudness the greatest deflection in parts of the time, 0 to 1
  record Recording(double seconds, List<Double> loudness) implements Shown {
    /// Copies the parts.
    public Recording {
      loudness = List.copyOf(loudness);
    }
  }
}
