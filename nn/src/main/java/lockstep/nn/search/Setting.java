package lockstep.nn.search;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import lockstep.nn.data.Draw;
import lockstep.nn.json.Json;

/// Something that can be chosen before training, and what it can be.
public sealed interface Setting {

  /// {@return what it is called}
  String name();

  /// One of several texts.
  ///
  /// @param name what it is called
  /// @param options what it can be
  record Choice(String name, List<String> options) implements Setting {
    /// Copies the options.
    public Choice {
      options = List.copyOf(options);
      require(!options.isEmpty(), name, "one option or more", "none");
    }
  }

  /// A number, all within a range equally likely.
  ///
  /// @param name what it is called
  /// @param low the least
  /// @param high the largest
  /// @param points how many of them a grid has
  record Linear(String name, double low, double high, int points) implements Setting {
    /// Checks the range.
    public Linear {
      require(
          low < high && points >= 2, name, "low < high and 2 points or more", low + ", " + high);
    }
  }

  /// A number greater than 0, all orders of magnitude equally likely.
  ///
  /// @param name what it is called
  /// @param low the least
  /// @param high the largest
  /// @param points how many of them a grid has
  record Logarithmic(String name, double low, double high, int points) implements Setting {
    /// Checks the range.
    public Logarithmic {
      require(
          0 < low && low < high && points >= 2,
          name,
          "0 < low < high and 2 points or more",
          low + ", " + high);
    }
  }

  /// A whole number.
  ///
  /// @param name what it is called
  /// @param low the least
  /// @param high the largest
  record Whole(String name, int low, int high) implements Setting {
    /// Checks the range.
    public Whole {
      require(low <= high, name, "low ≤ high", low + ", " + high);
    }
  }

  private static void require(boolean holds, String name, String expected, String got) {
    if (!holds) {
      throw new IllegalArgumentException(
          "setting " + name + ": expected " + expected + ", got " + got + ".");
    }
  }

  /// {@return a value by chance}
  default Json draw(Draw draw) {
    return switch (this) {
      case Choice(_, var options) -> new Json.Text(options.get(draw.below(options.size())));
      case Linear(_, var low, var high, _) -> new Json.Real(draw.uniform(low, high));
      case Logarithmic(_, var low, var high, _) ->
          new Json.Real(StrictMath.exp(draw.uniform(StrictMath.log(low), StrictMath.log(high))));
      case Whole(_, var low, var high) -> new Json.Whole(low + draw.below(high - low + 1));
    };
  }

  /// {@return the values that a grid has}
  default List<Json> grid() {
    return switch (this) {
      case Choice(_, var options) -> options.stream().<Json>map(Json.Text::new).toList();
      case Linear(_, var low, var high, var points) ->
          parts(points).<Json>mapToObj(at -> new Json.Real(low + at * (high - low))).toList();
      case Logarithmic(_, var low, var high, var points) ->
          parts(points)
              .<Json>mapToObj(at -> new Json.Real(low * StrictMath.pow(high / low, at)))
              .toList();
      case Whole(_, var low, var high) ->
          IntStream.rangeClosed(low, high).<Json>mapToObj(Json.Whole::new).toList();
    };
  }

  private static DoubleStream parts(int points) {
    return IntStream.range(0, points).mapToDouble(i -> (double) i / (points - 1));
  }
}
