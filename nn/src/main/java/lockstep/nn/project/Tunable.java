package lockstep.nn.project;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import lockstep.nn.json.Json;
import lockstep.nn.search.Setting;

/// What of {@link Learning} a search can choose, and how that is spelled.
///
/// | text | meaning |
/// |---|---|
/// | `batch=16,32,64` | one of these |
/// | `epochs=2..10` | any number between, both ends too |
/// | `lr=1e-4..1e-1:log` | any number between, all orders of magnitude alike |
enum Tunable {
  LR(Kind.NUMBER),
  BATCH(Kind.COUNT),
  EPOCHS(Kind.COUNT),
  MODEL(Kind.NAME),
  OPTIMIZER(Kind.NAME),
  SCHEDULE(Kind.NAME),
  AUGMENT(Kind.NAME);

  private static final int POINTS = 4;
  private static final int DIGITS = 4;
  private static final String LOG = ":log";

  /// What its values are.
  private enum Kind {
    NUMBER,
    COUNT,
    NAME
  }

  private final Kind kind;

  Tunable(Kind kind) {
    this.kind = kind;
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> names() {
    return Arrays.stream(values()).map(Tunable::text).toList();
  }

  private static Tunable of(String name) {
    return Names.find("set", name, Arrays.asList(values()), Tunable::text);
  }

  /// {@return the setting that a text spells}
  ///
  /// @throws IllegalArgumentException if it spells none, naming the place
  static Setting setting(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw wrong(text, equals < 0 ? text.length() : 0, "a name and =, as in batch=16,32,64");
    }
    Tunable what = of(text.substring(0, equals).strip());
    // Names may be paths.
    int range = what.kind == Kind.NAME ? -1 : text.indexOf("..", equals);
    return range < 0 ? what.choice(text, equals + 1) : what.range(text, equals + 1, range);
  }

  private Setting choice(String text, int from) {
    var options = new ArrayList<String>();
    int at = from;
    for (String each : text.substring(from).split(",", -1)) {
      String option = each.strip();
      if (option.isEmpty()) {
        throw wrong(text, at, "a value");
      }
      switch (kind) {
        case NUMBER -> positive(text, at, option);
        case COUNT -> whole(text, at, option);
        case NAME -> require(option);
      }
      options.add(option);
      at += each.length() + 1;
    }
    return new Setting.Choice(text(), options);
  }

  private void require(String option) {
    switch (this) {
      case MODEL -> Networks.requireName(option);
      case OPTIMIZER -> Recipes.requireNames(option, Recipes.ONE_CYCLE);
      case SCHEDULE -> Recipes.requireNames(Recipes.ADAMW, option);
      case AUGMENT -> Names.find("augment", option, List.of("true", "false"), each -> each);
      case LR, BATCH, EPOCHS -> throw new IllegalStateException(text() + " has numbers");
    }
  }

  private Setting range(String text, int from, int dots) {
    boolean log = text.endsWith(LOG);
    int end = log ? text.length() - LOG.length() : text.length();
    int colon = text.indexOf(':', dots);
    if (colon >= 0 && !log) {
      throw wrong(text, colon, LOG + " or the end");
    }
    String low = text.substring(from, dots).strip();
    String high = text.substring(Math.min(end, dots + 2), end).strip();
    if (kind == Kind.COUNT) {
      if (log) {
        throw wrong(text, end, "the end (list what is counted instead: " + text() + "=16,32,64)");
      }
      int least = whole(text, from, low);
      int most = whole(text, dots + 2, high);
      requireOrder(text, dots + 2, least <= most);
      return new Setting.Whole(text(), least, most);
    }
    double least = positive(text, from, low);
    double most = positive(text, dots + 2, high);
    requireOrder(text, dots + 2, least < most);
    return log
        ? new Setting.Logarithmic(text(), least, most, POINTS)
        : new Setting.Linear(text(), least, most, POINTS);
  }

  private static void requireOrder(String text, int at, boolean holds) {
    if (!holds) {
      throw wrong(text, at, "a number greater than the one before");
    }
  }

  private static double positive(String text, int at, String number) {
    try {
      double value = Double.parseDouble(number);
      if (value > 0 && value < Double.POSITIVE_INFINITY) {
        return value;
      }
    } catch (NumberFormatException _) {
      // The sentence below says what is wrong.
    }
    throw wrong(text, at, "a number greater than 0, such as 0.001 or 1e-3");
  }

  private static int whole(String text, int at, String number) {
    try {
      int value = Integer.parseInt(number);
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException _) {
      // The sentence below says what is wrong.
    }
    throw wrong(text, at, "a whole number, 1 or more");
  }

  private static IllegalArgumentException wrong(String text, int at, String expected) {
    String rest = text.substring(Math.min(at, text.length()));
    return new IllegalArgumentException(
        "set: expected "
            + expected
            + " at character "
            + (at + 1)
            + " of `"
            + text
            + "`, got "
            + (rest.isEmpty() ? "the end" : "`" + rest + "`")
            + ".");
  }

  /// {@return how something is learnt with another value of this}
  Learning in(Learning learning, Json value) {
    return switch (this) {
      case LR -> learning.rate(rounded(number(value)));
      case BATCH -> learning.batch((int) number(value));
      case EPOCHS -> learning.epochs((int) number(value));
      case MODEL -> learning.model(name(value));
      case OPTIMIZER -> learning.optimizer(name(value));
      case SCHEDULE -> learning.schedule(name(value));
      case AUGMENT -> learning.augment(name(value).equals("true"));
    };
  }

  /// {@return how something is learnt with those values}
  static Learning all(Learning learning, Json.Fields values) {
    Learning with = learning;
    for (Tunable each : values()) {
      Json value = values.members().get(each.text());
      if (value != null) {
        with = each.in(with, value);
      }
    }
    return with;
  }

  /// A rate of four digits: what a person copies is what was tried.
  private static double rounded(double rate) {
    return new BigDecimal(rate).round(new MathContext(DIGITS)).doubleValue();
  }

  private static double number(Json value) {
    return switch (value) {
      case Json.Whole(var number) -> (double) number;
      case Json.Real(var number) -> number;
      case Json.Text(var text) -> Double.parseDouble(text);
      case Json.Fields _, Json.Items _, Json.Truth _, Json.Nothing _ ->
          throw new IllegalStateException("expected a number, got " + value.text());
    };
  }

  private static String name(Json value) {
    if (value instanceof Json.Text(var text)) {
      return text;
    }
    throw new IllegalStateException("expected a name, got " + value.text());
  }
}
