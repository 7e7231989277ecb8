package lockstep.nn.check;

import java.util.ArrayList;
import java.util.List;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Sample;
import lockstep.nn.project.Details;
import lockstep.nn.project.Source;

/// What the values of a series are like, or the numbers of points.
final class NumberFacts {

  private final boolean series;
  private final int train;
  private final int validation;
  private final List<Range> inputs = new ArrayList<>();
  private final List<Range> said = List.of(new Range(), new Range(), new Range());
  private int samples;

  /// What was met so far.
  private static final class Range {
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    void add(double value) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }

    boolean isConstant() {
      return least == most;
    }

    String text() {
      return Words.number(least) + " to " + Words.number(most);
    }
  }

  NumberFacts(Source source) {
    series = source.purpose().details() instanceof Details.Windows;
    train = source.train().size();
    validation = source.validation().size();
  }

  /// Samples come in the order of the parts.
  void look(Sample sample) {
    int part = samples < train ? 0 : samples < train + validation ? 1 : 2;
    samples++;
    if (sample.input() instanceof Numbers numbers) {
      int each = numbers.shape().size(numbers.shape().rank() - 1);
      while (inputs.size() < each) {
        inputs.add(new Range());
      }
      float[] values = numbers.values();
      for (int i = 0; i < values.length; i++) {
        inputs.get(i % each).add(values[i]);
      }
    }
    if (series && sample.target() instanceof Numbers numbers) {
      for (float value : numbers.values()) {
        said.get(part).add(value);
      }
    }
  }

  Facts facts() {
    var facts = new ArrayList<Fact>();
    var findings = new ArrayList<Finding>();
    for (int i = 0; i < inputs.size(); i++) {
      String name = inputs.size() == 1 ? "values" : "number " + (i + 1);
      facts.add(new Fact(name, inputs.get(i).text()));
      if (inputs.get(i).isConstant()) {
        findings.add(
            Finding.of(
                Finding.Weight.DOUBT,
                name + " is the same all the time.",
                series ? "Choose another column with --target." : "Leave it out."));
      }
    }
    if (series) {
      drift(findings);
    }
    return new Facts(facts, findings);
  }

  /// What lies outside of what was learnt from is hard to foretell.
  private void drift(List<Finding> findings) {
    Range learnt = said.get(0);
    Range judged = said.get(2);
    double span = learnt.most - learnt.least;
    if (judged.most > learnt.most + 0.1 * span || judged.least < learnt.least - 0.1 * span) {
      findings.add(
          Finding.of(
              Finding.Weight.DOUBT,
              "Held out are values from "
                  + judged.text()
                  + ", learnt from are values from "
                  + learnt.text()
                  + ": networks foretell badly what they never met.",
              "Foretell the change from step to step instead, or give logarithms."));
    }
  }
}
