package lockstep.nn.data.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import lockstep.nn.data.DataException;
import lockstep.nn.data.file.Cell;
import lockstep.nn.data.file.DecimalMark;
import lockstep.nn.data.file.Quoted;

/// What the cells of a column are like, and what column that makes.
final class ColumnFacts {

  private static final int MOST_CATEGORIES = 64;
  private static final int MOST_CLASSES = 1000;
  private static final int MOST_NUMBERED_CLASSES = 20;

  /// So few different texts are categories even where each stands in one row only.
  private static final int FEW = 10;

  private final String name;
  private final DecimalMark mark;
  private final Optional<String> doubt;
  private final Moments moments = new Moments();
  private final Set<String> different = new HashSet<>();
  private int missing;
  private int numbers;
  private int texts;
  private boolean whole = true;
  private boolean tooMany;
  private String firstText = "";
  private String firstTextPlace = "";

  /// @param mark how its numbers are spelled in the file
  /// @param doubt why its cells are texts though they look like numbers, if they do
  ColumnFacts(String name, DecimalMark mark, Optional<String> doubt) {
    this.name = name;
    this.mark = mark;
    this.doubt = doubt;
  }

  void add(String written, String place) {
    String cell = written.strip();
    if (Cell.missing(cell)) {
      missing++;
      return;
    }
    OptionalDouble number = doubt.isPresent() ? OptionalDouble.empty() : Cell.number(cell);
    if (number.isPresent()) {
      double value = number.getAsDouble();
      numbers++;
      moments.add(value);
      whole &= value == Math.rint(value);
    } else {
      if (texts++ == 0) {
        firstText = cell;
        firstTextPlace = place;
      }
    }
    if (!tooMany) {
      different.add(cell);
      tooMany = different.size() > MOST_CLASSES;
    }
  }

  int missing() {
    return missing;
  }

  boolean onlyNumbers() {
    return numbers > 0 && missing + texts == 0;
  }

  private int known() {
    return numbers + texts;
  }

  Column input() {
    if (known() == 0) {
      return new Column.Ignored(name, "no values");
    }
    if (texts == 0) {
      return looksLikeAnId()
          ? new Column.Ignored(name, "different in each row, as its name says")
          : moments.column(name, mark);
    }
    boolean few = different.size() <= FEW || different.size() <= known() / 2;
    if (tooMany || different.size() > MOST_CATEGORIES || !few) {
      String among =
          numbers > texts ? " and '" + firstText + "' at " + firstTextPlace + " among numbers" : "";
      return new Column.Ignored(
          name,
          (tooMany ? "more than " + MOST_CLASSES : different.size())
              + " texts"
              + doubt.map(why -> ", as " + why).orElse(among));
    }
    return new Column.Category(name, values(), missing > 0);
  }

  Column target(TargetKind kind, String place) {
    if (known() == 0) {
      throw new DataException(
          place,
          "column '" + name + "': expected a target, found no values. Choose another column.");
    }
    boolean number =
        switch (kind) {
          case NUMBER -> true;
          case CLASS -> false;
          case DETECT -> texts == 0 && !(whole && different.size() <= MOST_NUMBERED_CLASSES);
        };
    if (!number) {
      return classes(place);
    }
    if (texts > 0) {
      throw new DataException(
          firstTextPlace,
          "column '"
              + name
              + "': expected a number, found "
              + doubt.map(why -> "that " + why).orElseGet(() -> Quoted.of(firstText))
              + ".");
    }
    return moments.column(name, mark);
  }

  private Column classes(String place) {
    if (tooMany) {
      throw new DataException(
          place,
          "column '"
              + name
              + "': expected at most "
              + MOST_CLASSES
              + " classes, found more. Choose another target, or make it a number.");
    }
    return new Column.Category(name, values(), false);
  }

  /// Numbers that only tell rows apart say nothing about others.
  private boolean looksLikeAnId() {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean named = lower.equals("id") || lower.endsWith("_id") || lower.endsWith(" id");
    return named && whole && (tooMany || different.size() == known());
  }

  private List<String> values() {
    var values = new ArrayList<>(different);
    Comparator<String> bySize =
        Comparator.comparingDouble(value -> Cell.number(value).orElse(Double.MAX_VALUE));
    values.sort(
        texts == 0 ? bySize.thenComparing(Comparator.naturalOrder()) : Comparator.naturalOrder());
    return values;
  }
}
