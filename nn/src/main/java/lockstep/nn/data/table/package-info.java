/// Tables and time series: rows of cells become numbers and classes by a schema that is stored with
/// the model.
///
/// ```
/// Csv  ──► Schema.infer     what each column is, and which one is the target
///  ▼
/// TableDataset              rows, and the target's text
///  ▼ EncodeRow, EncodeTarget
/// Numbers, and a class or a number
///
/// Csv ──► Series ──► SeriesWindows   so many steps, and those that follow
///
/// Csv ──► TableSequences   steps of rows, as many as there are, and a class; PadSteps evens them
/// ```
@NullMarked
package lockstep.nn.data.table;

import org.jspecify.annotations.NullMarked;
