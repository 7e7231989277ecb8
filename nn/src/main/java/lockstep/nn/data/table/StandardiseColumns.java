package lockstep.nn.data.table;

import java.util.ArrayList;
import java.util.List;
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

  /// {@return this step for one of the columns: that of the target}
  public StandardiseColumns only(int column) {
    return new StandardiseColumns(List.of(means.get(column)), List.of(deviations.get(column)));
  }

  @Override
  public Item apply(Item item) {
    Numbers numbers = numbers(item);
    float[] values = numbers.values();
    float[] standardised = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int column = i % means.size();
      standardised[i] = (float) ((values[i] - means.get(column)) / deviations.get(column));
    }
    return new Numbers(numbers.shape(), standardised);
  }

  /// {@return the numbers that standardised ones stand for}
  public Numbers restored(Numbers standardised) {
    Numbers numbers = numbers(standardised);
    float[] values = numbers.values();
    float[] restored = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int column = i % means.size();
      restored[i] = (float) (means.get(column) + values[i] * deviations.get(column));
    }
    return new Numbers(numbers.shape(), restored);
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
