package lockstep.nn.notation;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lockstep.nn.json.Nearest;

/// Numbers, and the words that stand for them.
///
/// @param origin for messages
/// @param known what the words stand for, as far as the data has them
record Words(Origin origin, Map<String, Integer> known) {

  private static final BigInteger MOST = BigInteger.valueOf(Integer.MAX_VALUE);
  private static final BigInteger LEAST = BigInteger.valueOf(Integer.MIN_VALUE);
  private static final int LONGEST = 200;

  Words {
    known = Map.copyOf(known);
  }

  /// {@return whether that is meant as a number: it begins as one, or as a word for one}
  static boolean isNumber(String text) {
    String first = text.split("[*/]", 2)[0];
    return Notation.words().contains(first)
        || (!first.isEmpty()
            && (Character.isDigit(first.charAt(0)) || "+-.".indexOf(first.charAt(0)) >= 0));
  }

  /// {@return a whole number, a word, or products and quotients of such, rounded down}
  ///
  /// @param what which number, for messages
  int whole(Token token, String what) {
    String text = token.text();
    if (text.length() > LONGEST) {
      throw wrong(token, what, "");
    }
    BigInteger value = factor(token, text.split("[*/]", 2)[0], what);
    int at = text.split("[*/]", 2)[0].length();
    while (at < text.length()) {
      char operator = text.charAt(at);
      String factor = text.substring(at + 1).split("[*/]", 2)[0];
      BigInteger by = factor(token, factor, what);
      if (operator == '/' && by.signum() == 0) {
        throw wrong(token, what, " Nothing divides by 0.");
      }
      value = operator == '*' ? value.multiply(by) : value.divide(by);
      at += 1 + factor.length();
    }
    if (value.compareTo(MOST) > 0 || value.compareTo(LEAST) < 0) {
      throw wrong(token, what, " The largest is " + MOST + ".");
    }
    return value.intValueExact();
  }

  private BigInteger factor(Token token, String factor, String what) {
    Integer number = known.get(factor);
    if (number != null) {
      return BigInteger.valueOf(number);
    }
    if (factor.matches("[+-]?[0-9]+")) {
      return new BigInteger(factor);
    }
    if (Notation.words().contains(factor)) {
      throw origin.at(
          token.position(),
          "expected a whole number for "
              + what
              + ", found `"
              + factor
              + "`, which this data does not have. It has "
              + has()
              + ".");
    }
    throw wrong(token, what, Nearest.hint(factor, List.copyOf(known.keySet())));
  }

  private String has() {
    return known.isEmpty()
        ? "none of these words"
        : known.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(each -> each.getKey() + " = " + each.getValue())
            .collect(Collectors.joining(", "));
  }

  private NotationException wrong(Token token, String what, String remedy) {
    return origin.at(
        token.position(),
        "expected a whole number for " + what + ", found " + token.shown() + "." + remedy);
  }

  /// {@return a number}
  double real(Token token, String what) {
    String text = token.text();
    boolean number =
        text.length() <= LONGEST
            && text.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[+-]?[0-9]+)?");
    if (!number && !text.matches("-?infinity|nan")) {
      throw origin.at(
          token.position(), "expected a number for " + what + ", found " + token.shown() + ".");
    }
    return switch (text) {
      case "infinity" -> Double.POSITIVE_INFINITY;
      case "-infinity" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(text);
    };
  }

  /// {@return a number of float precision, rounded once}
  float single(Token token, String what) {
    double number = real(token, what);
    float single = Double.isFinite(number) ? Float.parseFloat(token.text()) : (float) number;
    if (Double.isFinite(number) && Float.isInfinite(single)) {
      throw origin.at(
          token.position(),
          "expected a number for "
              + what
              + " that a float can hold, found "
              + token.shown()
              + ". The largest is about 3.4e38.");
    }
    return single;
  }
}
