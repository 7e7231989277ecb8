package lockstep.nn.data.table;

import java.util.List;
import lockstep.nn.data.Item;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Step;
import lockstep.nn.data.Tokens;
import lockstep.nn.data.file.Cell;
import lockstep.nn.data.file.Quoted;
import lockstep.nn.tensor.Shape;

/// The target of a row, or its text alone, as a class or a number.
///
/// @param schema what the target is
/// @param standardised whether a number is given in deviations from the mean, which networks learn
///   more easily; classes are what they are
public record EncodeTarget(Schema schema, boolean standardised) implements Step {

  @Override
  public Item apply(Item item) {
    String cell = schema.targetCell(item);
    return switch (schema.targetColumn()) {
      case Column.Category(var name, var values, _) -> Tokens.one(known(name, values, cell));
      case Column.Quantity number -> {
        double value =
            CellReader.number(number, cell).orElseThrow(() -> missing(number.name(), "a number"));
        yield new Numbers(Shape.of(1), (float) (standardised ? number.standardised(value) : value));
      }
      case Column.Ignored _ -> throw new IllegalStateException("a schema refuses such a target");
    };
  }

  /// {@return what a network's number stands for, in the units of the table}
  ///
  /// @throws IllegalStateException if the target is a class
  public double restored(double predicted) {
    if (!(schema.targetColumn() instanceof Column.Quantity number)) {
      throw new IllegalStateException(
          "EncodeTarget: expected a number as target, this one has classes.");
    }
    return standardised ? number.restored(predicted) : predicted;
  }

  private static int known(String name, List<String> values, String cell) {
    int known = values.indexOf(cell.strip());
    if (known < 0 && Cell.missing(cell)) {
      throw missing(name, "a class");
    }
    if (known < 0) {
      throw new IllegalArgumentException(
          "column '"
              + name
              + "': expected a class of the training data, found "
              + Quoted.of(cell)
              + ". Correct it, or train with it.");
    }
    return known;
  }

  private static IllegalArgumentException missing(String name, String expected) {
    return new IllegalArgumentException(
        "column '" + name + "': expected " + expected + ", found nothing. Remove the row.");
  }
}
