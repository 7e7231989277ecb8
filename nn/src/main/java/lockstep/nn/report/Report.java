package lockstep.nn.report;

import java.util.List;

/// All that is told of a training. {@link #html} makes a page of it.
///
/// @param title what it is called
/// @param sentence what was trained on what
/// @param curves how it went
/// @param findings what it is worth
/// @param origins how it was made
/// @param notes what a person should know of it
public record Report(
    String title,
    String sentence,
    Curves curves,
    Findings findings,
    Origins origins,
    List<String> notes) {

  /// Its usual name in the directory of a run.
  public static final String FILE = "report.html";

  /// Copies the notes.
  public Report {
    notes = List.copyOf(notes);
  }

  /// {@return one HTML file, with all that it shows inside}
  public String html() {
    return Page.of(this);
  }
}
