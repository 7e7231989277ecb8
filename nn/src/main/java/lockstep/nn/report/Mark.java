package lockstep.nn.report;

import java.util.List;

/// Something drawn in a {@link Chart}. Those with a name have a line in its legend, and colours by
/// their order.
public sealed interface Mark {

  /// A place with what is said of it where a pointer rests.
  ///
  /// @param x along
  /// @param y up; NaN where there is nothing
  /// @param tip what is said
  record Point(double x, double y, String tip) {}

  /// How a line is drawn, so that lines differ not by colour alone.
  enum Stroke {
    /// Without a break.
    WHOLE,
    /// Broken.
    DASHED,
    /// Thin, in the colour of the first line: the same in more detail.
    FAINT
  }

  /// A line through places.
  ///
  /// @param name for the legend; empty for none
  /// @param points from left to right
  /// @param stroke how it is drawn
  record Line(String name, List<Point> points, Stroke stroke) implements Mark {
    /// Copies the points.
    public Line {
      points = List.copyOf(points);
    }
  }

  /// Places alone.
  ///
  /// @param name for the legend; empty for none
  /// @param points in any order
  record Dots(String name, List<Point> points) implements Mark {
    /// Copies the points.
    public Dots {
      points = List.copyOf(points);
    }
  }

  /// A bar that stands on 0.
  ///
  /// @param from its left side
  /// @param to its right side
  /// @param height its height
  /// @param tip what is said of it
  /// @param doubtful whether little stands behind it: it is hollow
  record Bar(double from, double to, double height, String tip, boolean doubtful) {}

  /// Bars side by side.
  ///
  /// @param name for the legend; empty for none
  /// @param bars from left to right
  record Bars(String name, List<Bar> bars) implements Mark {
    /// Copies the bars.
    public Bars {
      bars = List.copyOf(bars);
    }
  }

  /// The line where both directions are equal.
  ///
  /// @param name for the legend; empty for none
  record Diagonal(String name) implements Mark {}

  /// A ring around a place, with a word.
  ///
  /// @param at the place
  /// @param word what stands beside it
  record Ring(Point at, String word) implements Mark {}

  /// {@return its name in the legend; empty for none}
  default String title() {
    return switch (this) {
      case Line(var name, _, _) -> name;
      case Dots(var name, _) -> name;
      case Bars(var name, _) -> name;
      case Diagonal(var name) -> name;
      case Ring _ -> "";
    };
  }
}
