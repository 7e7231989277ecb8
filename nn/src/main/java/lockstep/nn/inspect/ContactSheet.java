package lockstep.nn.inspect;

import java.nio.file.Path;
import java.util.List;
import lockstep.nn.data.Image;
import lockstep.nn.data.Item;
import lockstep.nn.data.Numbers;
import lockstep.nn.tensor.Shape;

/// Samples as a picture: rows of them with a name, or one after the other with a name below each.
///
/// {@snippet :
/// var sheet = new ContactSheet("flowers", "1,332 pictures to learn from");
/// sheet.rows(List.of(new ContactSheet.Row("rose", "170", roses)));
/// sheet.write(Path.of("flowers.png"));
/// }
public final class ContactSheet {

  private static final int NAMES = 150;
  private static final int GAP = 8;
  private static final int APART = 34;
  private static final int LARGE = 128;
  private static final int SMALL = 64;
  private static final int LEAST = 56;
  private static final int FEW_ROWS = 12;
  private static final int CAPTION = 19;

  private final Sheet sheet = new Sheet();

  /// Samples that belong together.
  ///
  /// @param name what they are
  /// @param detail what else is to be said of them
  /// @param pictures images, or numbers that can be drawn: `[height, width, channels]`, or `[time,
  ///   bands]` of a sound
  public record Row(String name, String detail, List<Item> pictures) {

    /// Copies the list.
    public Row {
      pictures = List.copyOf(pictures);
    }
  }

  /// An empty sheet.
  public ContactSheet(String title, String note) {
    sheet.title(title);
    sheet.note(note);
    sheet.skip(GAP);
  }

  /// {@return how many pictures like one fit side by side into a row}
  ///
  /// @param rows how many rows there will be: of many rows each is smaller
  public static int fitting(Item picture, int rows) {
    Tile tile = tile(picture);
    return Math.max(1, (Sheet.INSIDE - NAMES + GAP) / (wide(tile, side(rows)) + GAP));
  }

  /// {@return how many pictures like one fit side by side into a row after a first one that stands
  /// apart}
  public static int fittingApart(Item picture, int rows) {
    Tile tile = tile(picture);
    int each = wide(tile, side(rows)) + GAP;
    return Math.max(1, (Sheet.INSIDE - NAMES + GAP - each - APART) / each);
  }

  private static int side(int rows) {
    return rows <= FEW_ROWS ? LARGE : SMALL;
  }

  /// Rows with their names before them.
  public void rows(List<Row> rows) {
    int side = side(rows.size());
    for (Row row : rows) {
      List<Tile> tiles = row.pictures().stream().map(picture -> fitted(picture, side)).toList();
      int columns =
          tiles.stream()
              .mapToInt(tile -> (Sheet.INSIDE - NAMES + GAP) / (wide(tile, side) + GAP))
              .min()
              .orElse(1);
      begin(row);
      int top = sheet.y();
      int high = 2 * CAPTION;
      for (int i = 0; i < tiles.size(); i++) {
        int column = i % Math.max(1, columns);
        if (i > 0 && column == 0) {
          sheet.skip(tall(tiles.get(i - 1), side) + GAP);
        }
        put(tiles.get(i), Sheet.MARGIN + NAMES + column * (wide(tiles.get(i), side) + GAP), side);
        high = Math.max(high, sheet.y() - top + tall(tiles.get(i), side));
      }
      sheet.skip(top + high + GAP - sheet.y());
    }
  }

  /// Rows whose first picture stands apart, with names above all.
  ///
  /// @param heads what each picture of a row is
  public void rows(List<String> heads, List<Row> rows) {
    int side = side(rows.size());
    boolean headed = false;
    for (Row row : rows) {
      List<Tile> tiles = row.pictures().stream().map(picture -> fitted(picture, side)).toList();
      if (!headed) {
        for (int i = 0; i < Math.min(heads.size(), tiles.size()); i++) {
          int wide = wide(tiles.get(i), side);
          sheet.label(heads.get(i), place(i, wide), sheet.y() + 12, wide);
        }
        sheet.skip(CAPTION);
        headed = true;
      }
      begin(row);
      int high = 2 * CAPTION;
      for (int i = 0; i < tiles.size(); i++) {
        put(tiles.get(i), place(i, wide(tiles.get(i), side)), side);
        high = Math.max(high, tall(tiles.get(i), side));
      }
      sheet.skip(high + GAP);
    }
  }

  private static int place(int column, int wide) {
    return Sheet.MARGIN + NAMES + column * (wide + GAP) + (column == 0 ? 0 : APART);
  }

  private void begin(Row row) {
    sheet.name(row.name(), Sheet.MARGIN, sheet.y() + 14, NAMES - GAP);
    sheet.label(row.detail(), Sheet.MARGIN, sheet.y() + 14 + CAPTION, NAMES - GAP);
  }

  /// Pictures one after the other, each with the name of its row below.
  public void grid(List<Row> rows) {
    int side = side((rows.size() + 7) / 8);
    int columns = 0;
    int x = Sheet.MARGIN;
    int high = 0;
    for (Row row : rows) {
      for (Item picture : row.pictures()) {
        Tile tile = fitted(picture, side);
        int wide = Math.max(LEAST, wide(tile, side));
        if (columns > 0 && x + wide > Sheet.MARGIN + Sheet.INSIDE) {
          sheet.skip(high);
          x = Sheet.MARGIN;
          high = 0;
        }
        put(tile, x, side);
        sheet.label(row.name(), x, sheet.y() + tall(tile, side) + 15, wide);
        high = Math.max(high, tall(tile, side) + CAPTION + GAP);
        x += wide + GAP;
        columns++;
      }
    }
    sheet.skip(high);
  }

  private void put(Tile tile, int x, int side) {
    sheet.put(tile, x, sheet.y(), tile.times(side));
  }

  private static int wide(Tile tile, int side) {
    return tile.width() * tile.times(side);
  }

  private static int tall(Tile tile, int side) {
    return tile.height() * tile.times(side);
  }

  private static Tile fitted(Item picture, int side) {
    return tile(picture).within(side);
  }

  private static Tile tile(Item picture) {
    return switch (picture) {
      case Image image -> Tile.of(image);
      case Numbers numbers when numbers.shape().rank() == 3 -> Tile.scaled(numbers);
      case Numbers numbers when numbers.shape().rank() == 2 -> heat(numbers);
      default ->
          throw new IllegalArgumentException(
              "contact sheet: expected pictures, got " + picture.describe() + ".");
    };
  }

  /// Time from left to right, low bands below.
  private static Tile heat(Numbers numbers) {
    Shape shape = numbers.shape();
    float[] values = numbers.values();
    int times = shape.size(0);
    int bands = shape.size(1);
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    float low = least;
    float range = Math.max(1e-30f, most - least);
    return new Tile(
        bands, times, (y, x) -> Palette.HEAT.at((values[x * bands + bands - 1 - y] - low) / range));
  }

  /// Writes it as a PNG.
  ///
  /// @throws lockstep.nn.data.DataException if the file cannot be written
  public void write(Path file) {
    sheet.write(file);
  }
}
