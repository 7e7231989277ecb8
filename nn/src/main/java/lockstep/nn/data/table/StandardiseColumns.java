package lockstep.nn.data.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Item;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Step;

/// Numbers `[…, columns]` in deviations from the mean of their column; with one column, numbers of
/// any shape.
///
/// @param means the mean of each column
/// @param deviations the deviation of each column
public record StandardiseColumns(List<Double> means, List<Double> deviations) implements Step {

  /// Copies the lists.
  public StandardiseColumns {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    if (means.isEmpty()
        || means.size() != deviations.size()
        || deviations.stream().anyMatch(deviation -> !(deviation > 0))) {
      throw new IllegalArgumentException(
          "StandardiseColumns: expected a mean and a deviation greater than 0 for each column, got "
              + means
              + " and "
              + deviations
              + ".");
    }
  }

  /// {@return the step for the rows `from` up to, not including, `to` of a series: those of
  /// training}
  public static StandardiseColumns fit(Series series, int from, int to) {
    var means = new ArrayList<Double>();
    var deviations = new ArrayList<Double>();
    for (int column = 0; column < series.columns().size(); column++) {
      var moments = new Moments();
      for (int row = from; row < to; row++) {
        moments.add(series.at(row, column));
      }
      means.add(moments.mean());
      deviations.add(moments.deviation());
    }
    return new StandardiseColumns(means, deviations);
  }

  /// {@return the step for sequences of numbers `[steps, columns]`: those of training}
  ///
  /// @throws IllegalArgumentException if there are none, or not all have as many columns
  public static StandardiseColumns fit(Dataset training) {
    List<Moments> moments = List.of();
    for (int i = 0; i < training.size(); i++) {
      Item item = training.get(i).input();
      Numbers numbers = Step.expect(Numbers.class, item, "StandardiseColumns");
      int columns = numbers.shape().rank() == 0 ? 1 : numbers.shape().size(-1);
      if (i == 0) {
        moments = IntStream.range(0, columns).mapToObj(_ -> new Moments()).toList();
      } else if (columns != moments.size()) {
        throw new IllegalArgumentException(
            "StandardiseColumns: expected numbers […, "
                + moments.size()
                + "], as the first sample has, got "
                + item.describe()
                + ".");
      }
      for (int k = 0; k < numbers.counted(); k++) {
        moments.get(k % columns).add(numbers.values()[k]);
      }
    }
    return new StandardiseColumns(
        moments.stream().map(Moments::mean).toList(),
        moments.stream().map(Moments::deviation).toList());
  }

  /// {@return this step for one of the columns: that of the target}
  public StandardiseColumns only(int column) {
    return new StandardiseColumns(List.of(means.get(column)), List.of(deviations.get(column)));
  }

  @Override
  public Item apply(Item item) {
    Numbers numbers = numbers(item);
    float[] values = numbers.values();
    float[] standardised = values.clone();
    for (int i = 0; i < numbers.counted(); i++) {
      int column = i % means.size();
      standardised[i] = (float) ((values[i] - means.get(column)) / deviations.get(column));
    }
    return numbers.with(standardised);
  }

  /// {@return the numbers that standardised ones stand for}
  public Numbers restored(Numbers standardised) {
    Numbers numbers = numbers(standardised);
    float[] values = numbers.values();
    float[] restored = values.clone();
    for (int i = 0; i < numbers.counted(); i++) {
      int column = i % means.size();
      restored[i] = (float) (means.get(column) + values[i] * deviations.get(column));
    }
    return numbers.with(restored);
  }

  private Numbers numbers(Item item) {
    Numbers numbers = Step.expect(Numbers.class, item, "StandardiseColumns");
    boolean fits =
        means.size() == 1
            || (numbers.shape().rank() > 0 && numbers.shape().size(-1) == means.size());
    if (!fits) {
      throw new IllegalArgumentException(
          "StandardiseColumns: expected numbers […, "
              + means.size()
              + "], got "
              + item.describe()
              + ".");
    }
    return numbers;
  }
}
