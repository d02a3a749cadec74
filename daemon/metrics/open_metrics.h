// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <array>
#include <span>
#include <utility>
#include <vector>

namespace cid {

/// Durations, counted by how long they were: each bound has those that were not longer. A plain value of one thread.
class Histogram
{
public:
    /// \a bounds in seconds, growing; the one without end comes by itself.
    explicit Histogram(std::span<const double> bounds)
        : m_bounds(bounds.begin(), bounds.end())
        , m_counts(bounds.size() + 1, 0)
    { }

    void add(double seconds);

    [[nodiscard]] const std::vector<double> &bounds() const { return m_bounds; }
    /// Of each bound, and of the one without end last; not summed up.
    [[nodiscard]] const std::vector<qint64> &counts() const { return m_counts; }
    [[nodiscard]] double sum() const { return m_sum; }

private:
    std::vector<double> m_bounds;
    std::vector<qint64> m_counts;
    double m_sum = 0;
};

/// Writes figures as Prometheus and others read them: OpenMetrics 1.0, as in
/// https://github.com/OpenObservability/OpenMetrics (specification/OpenMetrics.md). Each family's samples follow its
/// head. A plain value of one thread.
class OpenMetrics
{
public:
    enum class Kind : quint8 { Gauge, Counter, Histogram };
    using Label = std::pair<const char *, QString>;

    /// Begins a family. \a name without the ending that its samples get; \a unit is the name's last word, or empty.
    void family(Kind kind, const char *name, const char *help, const char *unit = "");
    /// One sample of the family; a counter's gets its "_total".
    void sample(double value, const std::vector<Label> &labels = {});
    void sample(const Histogram &histogram, const std::vector<Label> &labels = {});

    /// The whole text, with its end mark.
    [[nodiscard]] QByteArray text() const { return m_text + "# EOF\n"; }
    static constexpr char contentType[] = "application/openmetrics-text; version=1.0.0; charset=utf-8";

private:
    void line(const char *ending, double value, const std::vector<Label> &labels);

    QByteArray m_text;
    QByteArray m_name;
    Kind m_kind = Kind::Gauge;
};

} // namespace cid
