package lockstep.nn.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One direction of a chart.
///
/// @param label what it counts
/// @param least where it begins; NaN to take it from the data
/// @param most where it ends; NaN to take it from the data
/// @param scale how numbers become places
public record Axis(String label, double least, double most, Scale scale) {

  /// How numbers become places on an axis.
  public enum Scale {
    /// Evenly.
    NUMBERS,
    /// Evenly, and only whole numbers are written.
    WHOLE,
    /// Evenly, as shares of 1.
    SHARES,
    /// Each ten times the one before as far from it, where the data reaches over several.
    TENFOLD
  }

  /// From the least to the greatest number of the data.
  public Axis(String label, Scale scale) {
    this(label, Double.NaN, Double.NaN, scale);
  }

  /// {@return an axis of numbers that ends at good ones around these}
  static Axis good(String label, double low, double high) {
    Ticks ticks = new Axis(label, Scale.NUMBERS).ticks(low, high, 4);
    return new Axis(label, ticks.least(), ticks.most(), Scale.NUMBERS);
  }

  /// {@return the same axis of something else}
  Axis named(String other) {
    return new Axis(other, least, most, scale);
  }

  /// Ends and the numbers that are written.
  ///
  /// @param isTenfold whether places are those of logarithms
  record Ticks(double least, double most, boolean isTenfold, List<Double> values, double apart) {

    Ticks {
      values = List.copyOf(values);
    }

    /// {@return how far along the axis a number is, from 0 to 1}
    double place(double value) {
      return isTenfold
          ? (StrictMath.log(value) - StrictMath.log(least))
              / (StrictMath.log(most) - StrictMath.log(least))
          : (value - least) / (most - least);
    }
  }

  /// Worth a scale of logarithms.
  private static final double REACH = 25;

  /// Then numbers between them are written too.
  private static final int FEW_POWERS = 3;

  /// {@return about so many good numbers, at which the axis ends unless its ends are given}
  Ticks ticks(double low, double high, int about) {
    double from = Double.isNaN(least) ? low : least;
    double to = Double.isNaN(most) ? high : most;
    if (!Double.isFinite(from) || !Double.isFinite(to)) {
      from = 0;
      to = 1;
    }
    if (scale == Scale.TENFOLD && from > 0 && to / from > REACH) {
      return tenfold(from, to);
    }
    if (!(to > from)) {
      double margin = scale == Scale.WHOLE ? 1 : from == 0 ? 1 : Math.abs(from) * 0.1;
      from -= margin;
      to += margin;
    }
    double apart = good((to - from) / about);
    if (scale == Scale.WHOLE) {
      apart = Math.max(1, Math.ceil(apart));
    }
    double first = Double.isNaN(least) ? Math.floor(from / apart + 1e-9) * apart : from;
    double last = Double.isNaN(most) ? Math.ceil(to / apart - 1e-9) * apart : to;
    if (scale == Scale.SHARES && low >= 0 && high <= 1) {
      first = Math.max(0, first);
      last = Math.min(1, last);
    }
    var values = new ArrayList<Double>();
    long begin = (long) Math.ceil(first / apart - 1e-6);
    for (long i = begin; i * apart <= last + apart * 1e-6; i++) {
      values.add(i * apart);
    }
    return new Ticks(first, last, false, values, apart);
  }

  private static Ticks tenfold(double from, double to) {
    int first = (int) Math.floor(StrictMath.log10(from) + 1e-9);
    int last = (int) Math.ceil(StrictMath.log10(to) - 1e-9);
    var values = new ArrayList<Double>();
    int skip = Math.max(1, (last - first + 4) / 5);
    for (int exponent = first; exponent <= last; exponent += skip) {
      values.add(power(exponent));
    }
    double least = nearer(power(first), from, 5, 2);
    double most = nearerBelow(power(last), to);
    values.removeIf(value -> value < least * 0.999 || value > most * 1.001);
    if (values.size() < FEW_POWERS) {
      for (int exponent = first; exponent <= last; exponent++) {
        values.add(2 * power(exponent));
        values.add(5 * power(exponent));
      }
      values.removeIf(value -> value < least * 0.999 || value > most * 1.001);
      values.sort(null);
    }
    return new Ticks(least, most, true, values, Double.NaN);
  }

  private static double nearer(double power, double from, double... times) {
    for (double each : times) {
      if (power * each <= from) {
        return power * each;
      }
    }
    return power;
  }

  private static double nearerBelow(double power, double to) {
    return power / 5 >= to ? power / 5 : power / 2 >= to ? power / 2 : power;
  }

  private static double power(int exponent) {
    return Double.parseDouble("1e" + exponent);
  }

  /// {@return the next of 1, 2 and 5, times a power of ten}
  private static double good(double apart) {
    double power = power((int) Math.floor(StrictMath.log10(apart)));
    for (double each : new double[] {1, 2, 5}) {
      if (each * power >= apart * 0.999) {
        return each * power;
      }
    }
    return 10 * power;
  }

  /// {@return a number of the axis as it is written}
  String text(double value, double apart) {
    if (value == 0) {
      return scale == Scale.SHARES ? "0 %" : "0";
    }
    return switch (scale) {
      case WHOLE -> Math.abs(value) >= 10_000 ? thousands(value) : whole(value);
      case SHARES ->
          String.format(Locale.ROOT, "%." + digits(apart * 100) + "f %%", value * 100)
              .replace('-', '−');
      case NUMBERS, TENFOLD -> {
        double size = Math.abs(value);
        if (Double.isNaN(apart)) {
          yield size >= 10_000 || size < 0.001
              ? Numerals.small(value, 0)
              : String.format(Locale.ROOT, "%." + digits(value) + "f", value);
        }
        if (size != 0 && (size < 1e-4 || apart < 1e-5)) {
          yield (value < 0 ? "−" : "") + Numerals.small(size, 1);
        }
        yield size >= 10_000 && apart >= 100
            ? thousands(value)
            : String.format(Locale.ROOT, "%." + digits(apart) + "f", value).replace('-', '−');
      }
    };
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%.0f", value).replace('-', '−');
  }

  private static String thousands(double value) {
    boolean millions = Math.abs(value) >= 1e6;
    String digits = String.format(Locale.ROOT, "%.2f", value / (millions ? 1e6 : 1e3));
    return digits.replaceFirst("\\.?0+$", "").replace('-', '−') + (millions ? "M" : "k");
  }

  /// {@return the digits after the point that tell numbers so far apart from each other}
  private static int digits(double apart) {
    return Math.clamp((int) -Math.floor(StrictMath.log10(apart) + 1e-9), 0, 6);
  }
}
