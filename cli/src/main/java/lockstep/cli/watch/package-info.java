/// A page on this machine alone that shows runs as they go: curves are drawn here and sent when
/// files of a run change.
///
/// ```
/// Runs          which runs there are
///   ▼ RunView    the files of one as a piece of HTML, with the charts of lockstep.nn.report
/// WatchServer   pages, and streams of pieces, for browsers on this machine
/// ```
@NullMarked
package lockstep.cli.watch;

import org.jspecify.annotations.NullMarked;
