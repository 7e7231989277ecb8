package lockstep.nn.data.table;

import java.util.List;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Item;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Row;
import lockstep.nn.data.Step;
import lockstep.nn.data.file.Cell;
import lockstep.nn.tensor.Shape;

/// A row as numbers: standardised numbers, and for each category a 1 among zeros.
///
/// A missing number becomes 0, which is the mean; a missing category the number that a schema has
/// for it; a category that training never saw, zeros.
///
/// @param schema what the columns are
public record EncodeRow(Schema schema) implements Step {

  /// {@return this step with the means and deviations of training samples}
  public static EncodeRow fit(Dataset training, Schema schema) {
    return new EncodeRow(schema.fit(training));
  }

  @Override
  public Item apply(Item item) {
    List<String> cells = Step.expect(Row.class, item, "EncodeRow").cells();
    float[] numbers = new float[schema.width()];
    int at = 0;
    for (int i = 0; i < schema.columns().size(); i++) {
      Column column = schema.columns().get(i);
      if (i != schema.target() && column.width() > 0) {
        encode(column, schema.cell(cells, i), numbers, at);
        at += column.width();
      }
    }
    return new Numbers(Shape.of(numbers.length), numbers);
  }

  private static void encode(Column column, String cell, float[] numbers, int at) {
    switch (column) {
      case Column.Quantity number ->
          CellReader.number(number, cell)
              .ifPresent(value -> numbers[at] = (float) number.standardised(value));
      case Column.Category(_, var values, var missing) -> {
        int known = values.indexOf(cell.strip());
        if (known >= 0) {
          numbers[at + known] = 1;
        } else if (missing && Cell.missing(cell)) {
          numbers[at + values.size()] = 1;
        }
      }
      case Column.Ignored _ -> {
        // No number comes of it.
      }
    }
  }
}
