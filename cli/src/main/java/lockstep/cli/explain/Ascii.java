package lockstep.cli.explain;

import java.util.Map;

/// Formulas for terminals that show nothing but ASCII.
final class Ascii {

  private static final Map<Character, String> SPELLED =
      Map.ofEntries(
          Map.entry('Σ', "sum"),
          Map.entry('√', "sqrt"),
          Map.entry('∂', "d"),
          Map.entry('·', "*"),
          Map.entry('×', "x"),
          Map.entry('−', "-"),
          Map.entry('≤', "<="),
          Map.entry('≈', "~"),
          Map.entry('±', "+-"),
          Map.entry('→', "->"),
          Map.entry('←', "<-"),
          Map.entry('…', "..."),
          Map.entry('∞', "infinity"),
          Map.entry('²', "^2"),
          Map.entry('ᵀ', "^T"),
          Map.entry('⁻', "^-"),
          Map.entry('ˣ', "^x"),
          Map.entry('λ', "lambda"),
          Map.entry('β', "beta"),
          Map.entry('δ', "delta"),
          Map.entry('ε', "epsilon"),
          Map.entry('π', "pi"),
          Map.entry('Φ', "Phi"));

  private Ascii() {}

  static String of(String text) {
    var ascii = new StringBuilder();
    for (char each : text.replace("⁻ˣ", "^-x").toCharArray()) {
      ascii.append(each < 128 ? String.valueOf(each) : SPELLED.getOrDefault(each, "?"));
    }
    return ascii.toString();
  }
}
