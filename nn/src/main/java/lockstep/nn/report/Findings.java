package lockstep.nn.report;

import java.util.List;
import lockstep.nn.data.Image;
import lockstep.nn.metric.Classification;
import lockstep.nn.metric.LanguageModel;
import lockstep.nn.metric.Metric;
import lockstep.nn.metric.Regression;

/// What judging by held-out data found.
public sealed interface Findings {

  /// Classes were told.
  ///
  /// @param metric all answers
  /// @param worst the samples that the model foresaw least
  /// @param doubtful the samples of which two classes seemed nearly as likely
  record Classes(Classification metric, List<Example> worst, List<Example> doubtful)
      implements Findings {
    /// Copies the lists.
    public Classes {
      worst = List.copyOf(worst);
      doubtful = List.copyOf(doubtful);
    }
  }

  /// What is true of a quantity, and what was said.
  ///
  /// @param truth the true number
  /// @param said the model's
  record Pair(double truth, double said) {}

  /// A sample with a quantity.
  ///
  /// @param shown how it looks
  /// @param origin where it came from
  /// @param pair what is true, and what was said
  record Measured(Shown shown, String origin, Pair pair) {}

  /// Quantities were told.
  ///
  /// @param metric all answers
  /// @param what the name of the quantity
  /// @param pairs some of all
  /// @param worst those that are farthest off
  record Quantities(Regression metric, String what, List<Pair> pairs, List<Measured> worst)
      implements Findings {
    /// Copies the lists.
    public Quantities {
      pairs = List.copyOf(pairs);
      worst = List.copyOf(worst);
    }
  }

  /// A piece of a series, and what was said of its end.
  ///
  /// @param origin where it begins
  /// @param before what the model saw
  /// @param truth what came
  /// @param said what the model said would come
  record Window(String origin, List<Double> before, List<Double> truth, List<Double> said) {
    /// Copies the numbers.
    public Window {
      before = List.copyOf(before);
      truth = List.copyOf(truth);
      said = List.copyOf(said);
    }
  }

  /// The end of pieces of a series was told.
  ///
  /// @param metric all answers
  /// @param what the name of the quantity
  /// @param windows some pieces, in their order
  /// @param ahead the root mean squared error of each step ahead, over some of all
  /// @param pairs some of all
  record Forecasts(
      Regression metric, String what, List<Window> windows, List<Double> ahead, List<Pair> pairs)
      implements Findings {
    /// Copies the lists.
    public Forecasts {
      windows = List.copyOf(windows);
      ahead = List.copyOf(ahead);
      pairs = List.copyOf(pairs);
    }
  }

  /// A picture and what the model made of it.
  ///
  /// @param before as it was
  /// @param after as the model says it again
  /// @param origin where it came from
  /// @param error the mean squared difference
  record Twins(Image before, Image after, String origin, double error) {}

  /// Pictures were said again.
  ///
  /// @param metric all answers
  /// @param usual some of all
  /// @param worst those that are farthest off
  record Reconstructions(Regression metric, List<Twins> usual, List<Twins> worst)
      implements Findings {
    /// Copies the lists.
    public Reconstructions {
      usual = List.copyOf(usual);
      worst = List.copyOf(worst);
    }
  }

  /// A token of a text, and how it was foreseen.
  ///
  /// @param text what it looks like
  /// @param likelihood the probability that the model gave to it
  record Token(String text, double likelihood) {}

  /// A piece of text, token by token.
  ///
  /// @param tokens in their order
  record Passage(List<Token> tokens) {
    /// Copies the tokens.
    public Passage {
      tokens = List.copyOf(tokens);
    }
  }

  /// Texts were gone on with.
  ///
  /// @param metric all answers
  /// @param passages some of all
  record Texts(LanguageModel metric, List<Passage> passages) implements Findings {
    /// Copies the passages.
    public Texts {
      passages = List.copyOf(passages);
    }
  }

  /// {@return what the figures are taken from}
  default Metric judged() {
    return switch (this) {
      case Classes(var metric, _, _) -> metric;
      case Quantities(var metric, _, _, _) -> metric;
      case Forecasts(var metric, _, _, _, _) -> metric;
      case Reconstructions(var metric, _, _) -> metric;
      case Texts(var metric, _) -> metric;
    };
  }
}
