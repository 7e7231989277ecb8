package lockstep.nn.data.table;

import java.util.List;
import lockstep.nn.data.file.DecimalMark;
import lockstep.nn.json.WhenAbsent;

/// What a column of a table is, and what the training rows say about it.
public sealed interface Column {

  /// {@return its name in the header, `column 3` where there is none}
  String name();

  /// {@return how many numbers it becomes}
  int width();

  /// Numbers. They are standardised; a missing one becomes the mean.
  ///
  /// @param name its name
  /// @param mean their mean
  /// @param deviation their deviation; 1 where they are all the same
  /// @param least the least one
  /// @param most the greatest one
  /// @param mark how the training data spelled them
  record Quantity(
      String name,
      double mean,
      double deviation,
      double least,
      double most,
      @WhenAbsent("\"POINT\"") DecimalMark mark)
      implements Column {

    /// Numbers with points.
    public Quantity(String name, double mean, double deviation, double least, double most) {
      this(name, mean, deviation, least, most, DecimalMark.POINT);
    }

    /// Checks the deviation.
    public Quantity {
      if (!(deviation > 0) || !Double.isFinite(deviation) || !Double.isFinite(mean)) {
        throw new IllegalArgumentException(
            "column '"
                + name
                + "': expected a mean and a deviation greater than 0, got "
                + mean
                + " and "
                + deviation
                + ".");
      }
    }

    @Override
    public int width() {
      return 1;
    }

    /// {@return a number in deviations from the mean}
    public double standardised(double value) {
      return (value - mean) / deviation;
    }

    /// {@return the number that is so many deviations from the mean}
    public double restored(double standardised) {
      return mean + standardised * deviation;
    }
  }

  /// One of a few texts: as many numbers, 1 for the one that it is and 0 for the others. A text
  /// that is none of them becomes zeros.
  ///
  /// @param name its name
  /// @param values the texts, numbers by size, others by their characters
  /// @param missing whether a missing value has a number of its own, after the others
  record Category(String name, List<String> values, boolean missing) implements Column {

    /// Copies the texts.
    public Category {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("column '" + name + "': expected a value or more.");
      }
    }

    @Override
    public int width() {
      return values.size() + (missing ? 1 : 0);
    }
  }

  /// Nothing that a network sees.
  ///
  /// @param name its name
  /// @param reason why
  record Ignored(String name, String reason) implements Column {

    @Override
    public int width() {
      return 0;
    }
  }
}
