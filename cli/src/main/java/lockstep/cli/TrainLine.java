package lockstep.cli;

/// A line that can be typed: `lockstep train DATA` and options, those left out that say what is
/// usual.
final class TrainLine {

  private final StringBuilder text;

  TrainLine(String data) {
    text = new StringBuilder(Terminal.command()).append(" train ").append(Summary.quoted(data));
  }

  TrainLine add(String option, String value, String usual) {
    if (!value.equals(usual)) {
      add(option).text.append(' ').append(Summary.quoted(value));
    }
    return this;
  }

  TrainLine add(String option) {
    text.append(' ').append(option);
    return this;
  }

  String text() {
    return text.toString();
  }
}
