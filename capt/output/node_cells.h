// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capt/output/records.h"
#include "common/client/cid_client.h"

namespace cid {

/// The columns of cidctl nodes.
[[nodiscard]] QStringList nodeKeys();
[[nodiscard]] QList<Cell> nodeCells(const NodeStatus &node);
/// Everything of cidctl node show, for people and for programs.
[[nodiscard]] QString nodeDetailText(const NodeDetail &detail, bool hasColour);
[[nodiscard]] QJsonObject nodeDetailJson(const NodeDetail &detail);

/// The columns of cidctl events.
[[nodiscard]] QStringList eventKeys();
[[nodiscard]] QList<Cell> eventCells(const Event &event);

/// The columns of cidctl jobs.
[[nodiscard]] QStringList jobKeys();
[[nodiscard]] QList<Cell> jobCells(const Job &job);

} // namespace cid
