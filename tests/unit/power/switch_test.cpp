// SPDX-License-Identifier: GPL-3.0-or-later
// One act from the first look to the state that was ordered, with a device that does what it likes.
#include "daemon/power/power_switch.h"

#include <QTest>
#include <QTimer>

using namespace cid;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What the machine and its controller are like.
struct Nature
{
    PowerState state = PowerState::On;
    bool hearsSoft = true; ///< goes down when it is asked
    bool knowsSoft = true;
    bool obeys = true; ///< does what it is told, and not only says so
    bool deniesWhatIs = false; ///< "already off" is an error
    int failingLooks = 0; ///< in a row, after the first
    bool isMute = false; ///< every look fails
};

class OddDevice final : public PowerDevice
{
public:
    OddDevice(PowerConf conf, const Nature &nature)
        : PowerDevice(std::move(conf))
        , m_nature(nature)
    { }

    [[nodiscard]] bool can(PowerStep step) const override { return step != PowerStep::SoftOff || m_nature.knowsSoft; }

    void run(PowerStep step, const PowerTarget &, const Done &done) override
    {
        steps.append(step);
        QTimer::singleShot(0, this, [this, step, done] { done(answer(step)); });
    }

    QList<PowerStep> steps;

private:
    Result<PowerState> answer(PowerStep step)
    {
        const auto refused = [](const char *text) {
            return fail(makeError(ErrorKind::Io, "power.device", QString::fromLatin1(text)));
        };
        if (step == PowerStep::Look) {
            const bool isFirst = steps.count(PowerStep::Look) == 1;
            if (m_nature.isMute || (!isFirst && m_nature.failingLooks-- > 0))
                return refused("busy");
            return m_nature.state;
        }
        const PowerState wanted = step == PowerStep::On ? PowerState::On : PowerState::Off;
        if (m_nature.deniesWhatIs) {
            m_nature.state = wanted;
            return refused("already so");
        }
        if (m_nature.obeys && (step != PowerStep::SoftOff || m_nature.hearsSoft))
            m_nature.state = wanted;
        return PowerState::Unknown;
    }

    Nature m_nature;
};

} // namespace

Q_DECLARE_METATYPE(Nature)

class TestSwitch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anActEndsInWhatIsSeen_data();
    void anActEndsInWhatIsSeen();
};

void TestSwitch::anActEndsInWhatIsSeen_data()
{
    QTest::addColumn<Nature>("nature");
    QTest::addColumn<PowerAct>("act");
    QTest::addColumn<QString>("steps");
    QTest::addColumn<QByteArray>("end");
    const auto row = [](const char *name, const Nature &nature, PowerAct act, const char *steps, const char *end) {
        QTest::newRow(name) << nature << act << QString::fromLatin1(steps) << QByteArray(end);
    };
    // Looks are left out: l, o, s, h are look, on, soft off, off.
    row("a look does nothing", {}, PowerAct::Look, "", "on");
    row("on of what is on", {}, PowerAct::On, "", "on");
    row("on of what is off", {.state = PowerState::Off}, PowerAct::On, "o", "on");
    row("off of what is off", {.state = PowerState::Off}, PowerAct::Off, "", "off");
    row("an operating system that hears", {}, PowerAct::Off, "s", "off");
    row("one that does not hear is asked once, and then switched off", {.hearsSoft = false}, PowerAct::Off, "sh",
        "off");
    row("a controller that cannot ask", {.knowsSoft = false}, PowerAct::Off, "h", "off");
    row("a cycle", {}, PowerAct::Cycle, "so", "on");
    row("a cycle of what hangs", {.hearsSoft = false}, PowerAct::Cycle, "sho", "on");
    row("a cycle of what is off", {.state = PowerState::Off}, PowerAct::Cycle, "o", "on");
    row("a controller that lies about off", {.obeys = false}, PowerAct::Off, "sh", "power.still-on");
    row("a controller that lies about on", {.state = PowerState::Off, .obeys = false}, PowerAct::On, "o",
        "power.still-off");
    row("a controller that calls what was wanted an error", {.knowsSoft = false, .deniesWhatIs = true}, PowerAct::Off,
        "h", "off");
    row("the same, half way through a cycle", {.knowsSoft = false, .deniesWhatIs = true}, PowerAct::Cycle, "ho", "on");
    row("a controller that is busy for a while", {.failingLooks = 3}, PowerAct::Off, "s", "off");
    row("a controller that stays busy", {.failingLooks = 9}, PowerAct::Off, "s", "power.device");
    row("a controller that says nothing", {.isMute = true}, PowerAct::Off, "", "power.device");
    row("a state in between is waited for", {.state = PowerState::Unknown}, PowerAct::On, "o", "on");
}

void TestSwitch::anActEndsInWhatIsSeen()
{
    QFETCH(Nature, nature);
    QFETCH(PowerAct, act);
    QFETCH(QString, steps);
    QFETCH(QByteArray, end);
    PowerConf conf;
    conf.soft = 80ms;
    conf.settle = 80ms;
    conf.lookEvery = 5ms;
    const auto device = std::make_shared<OddDevice>(conf, nature);
    QObject owner;
    QByteArray got;
    auto *work = new PowerSwitch(
        device, {u"n1"_s, {}}, act,
        [&](const auto &result) { got += result ? QByteArray(powerStateName(*result).data()) : result.error().code; },
        &owner);
    work->start();
    QTRY_VERIFY_WITH_TIMEOUT(!got.isEmpty(), 10'000);
    QTest::qWait(20);
    QCOMPARE(got, end);
    QString done;
    for (const PowerStep step : std::as_const(device->steps))
        done += QLatin1StringView("losh")[static_cast<int>(step)];
    QCOMPARE(done.remove(u'l'), steps);
    QVERIFY(owner.children().isEmpty());
}

QTEST_GUILESS_MAIN(TestSwitch)
#include "switch_test.moc"
