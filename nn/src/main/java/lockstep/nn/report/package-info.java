/// A page about a training: one file, with all that it shows inside, that needs no network and no
/// script.
///
/// ```
/// Report      what is told: records, no mark-up
///   ▼ html     sections of figures, tables, examples
/// Chart       numbers as a drawing: lines, dots, bars
/// Markup      the only writer: it escapes all text, and closes what it opens
/// ```
@NullMarked
package lockstep.nn.report;

import org.jspecify.annotations.NullMarked;
