// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capt/exit_code.h"

class QCommandLineParser;

namespace cid {

/// What is done about the job.
enum class CaptAct : quint8 { Deploy, Cancel, Release };

/// What a call of cidcapt asks for.
struct CaptOptions
{
    CidConf conf; ///< with --server in place of its own
    CaptAct act = CaptAct::Deploy; ///< the others need the job's id alone
    KeyChoice key;
    JobWish wish;
    ExitDialect dialect = ExitDialect::Plain;
    bool quiet = false;
    bool cancelOnSignal = false;
};

/// Adds cidcapt's options to the parser, for --help.
void describeCaptOptions(QCommandLineParser &parser);
/// Reads cid.conf and what the parser has parsed. Any error is one of usage: the text says which option and what it
/// takes.
[[nodiscard]] Result<CaptOptions> readCaptOptions(const QCommandLineParser &parser);

/// "90", "90s", "10min", "2h": as in the configuration files.
[[nodiscard]] std::optional<std::chrono::milliseconds> parseDuration(const QString &text);

} // namespace cid
