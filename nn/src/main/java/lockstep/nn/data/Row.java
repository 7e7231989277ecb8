package lockstep.nn.data;

import java.util.List;

/// A row of a table, as it was written; an empty cell is a missing value.
///
/// @param cells one for each column
public record Row(List<String> cells) implements Item {

  /// Copies the cells.
  public Row {
    cells = List.copyOf(cells);
  }

  @Override
  public String describe() {
    return "row of " + cells.size() + " cells";
  }
}
