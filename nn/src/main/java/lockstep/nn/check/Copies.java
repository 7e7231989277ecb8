package lockstep.nn.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lockstep.nn.data.Fingerprint;

/// The same input more than once: within what is learnt from, and across the parts.
final class Copies {

  private static final int TRAIN = 0;

  private Copies() {}

  static List<Finding> look(List<Joined.Seen> samples) {
    Map<Fingerprint, Joined.Seen> first = new HashMap<>();
    var twice = new ArrayList<String>();
    var leaked = new ArrayList<String>();
    var contradicting = new ArrayList<String>();
    int judging = 0;
    // Parts come in their order: what is learnt from is known before what judges it.
    for (Joined.Seen sample : samples) {
      judging += sample.part() == TRAIN ? 0 : 1;
      Joined.Seen earlier = first.putIfAbsent(sample.input(), sample);
      if (earlier == null) {
        continue;
      }
      String pair = sample.origin() + " is " + earlier.origin();
      if (!earlier.target().equals(sample.target())) {
        contradicting.add(pair);
      }
      if (sample.part() == TRAIN) {
        twice.add(pair);
      } else if (earlier.part() == TRAIN) {
        leaked.add(pair);
      }
    }
    var findings = new ArrayList<Finding>();
    if (!leaked.isEmpty()) {
      findings.add(
          new Finding(
              Finding.Weight.DOUBT,
              Words.count(leaked.size())
                  + " of the "
                  + Words.count(judging)
                  + " samples that judge the network ("
                  + Words.share(leaked.size(), judging)
                  + ") are also learnt from: the result looks better than it is.",
              "Remove the copies.",
              leaked));
    }
    if (!contradicting.isEmpty()) {
      findings.add(
          new Finding(
              Finding.Weight.DOUBT,
              Words.count(contradicting.size(), "sample")
                  + (contradicting.size() == 1 ? " is" : " are")
                  + " the same as an earlier one, with another answer: one of the two is wrong, or"
                  + " the input does not tell.",
              "Look at them, and mend the labels.",
              contradicting));
    }
    if (!twice.isEmpty()) {
      findings.add(
          new Finding(
              Finding.Weight.NOTE,
              Words.count(twice.size(), "sample")
                  + " to learn from "
                  + (twice.size() == 1 ? "is a copy" : "are copies")
                  + " of an earlier one, and count twice.",
              "Remove the copies, unless that is meant.",
              twice));
    }
    return findings;
  }
}
