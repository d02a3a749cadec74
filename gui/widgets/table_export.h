// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QAbstractItemModel>

#include <functional>

namespace cid {

/// Writes what a table shows: JSON where the path ends in .json, else CSV as RFC 4180 has it. \a keyOf gives a column's
/// stable name. Io "export.write".
[[nodiscard]] Status exportModel(const QAbstractItemModel &model, const std::function<QString(int)> &keyOf,
                                 const QString &path);
[[nodiscard]] QByteArray modelAsCsv(const QAbstractItemModel &model, const std::function<QString(int)> &keyOf);
[[nodiscard]] QByteArray modelAsJson(const QAbstractItemModel &model, const std::function<QString(int)> &keyOf);

} // namespace cid
