<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>SavedServer</name>
        <message>
            <source>"%1" is no address: use host or host:port</source>
            <translation>„%1“ ist keine Adresse: Host oder Host:Port</translation>
        </message>
        <message>
            <source>Name the server: host or host:port</source>
            <translation>Nennen Sie den Server: Host oder Host:Port</translation>
        </message>
        <message>
            <source>A key is %1 hexadecimal digits; this has %2 characters</source>
            <translation>Ein Schlüssel hat %1 Hexziffern; dies hat %2 Zeichen</translation>
        </message>
    </context>
    <context>
        <name>StateLook</name>
        <message>
            <source>Never heard of</source>
            <translation>Nie gehört</translation>
        </message>
        <message>
            <source>Discovered</source>
            <translation>Entdeckt</translation>
        </message>
        <message>
            <source>Netbooted</source>
            <translation>Netzgestartet</translation>
        </message>
        <message>
            <source>Not armed</source>
            <translation>Nicht freigegeben</translation>
        </message>
        <message>
            <source>Partitioning</source>
            <translation>Partitioniert</translation>
        </message>
        <message>
            <source>Installing Blancmange</source>
            <translation>Installiert Blancmange</translation>
        </message>
        <message>
            <source>Rebooting (1)</source>
            <translation>Neustart (1)</translation>
        </message>
        <message>
            <source>In Blancmange</source>
            <translation>In Blancmange</translation>
        </message>
        <message>
            <source>Installing</source>
            <translation>Installiert</translation>
        </message>
        <message>
            <source>Configuring</source>
            <translation>Richtet ein</translation>
        </message>
        <message>
            <source>Boot loader</source>
            <translation>Bootlader</translation>
        </message>
        <message>
            <source>Rebooting (2)</source>
            <translation>Neustart (2)</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>Läuft</translation>
        </message>
        <message>
            <source>Armed</source>
            <translation>Freigegeben</translation>
        </message>
        <message>
            <source>Rebooting to Blancmange</source>
            <translation>Neustart in Blancmange</translation>
        </message>
        <message>
            <source>Switching image</source>
            <translation>Wechselt Abbild</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Gescheitert</translation>
        </message>
        <message>
            <source>Lost</source>
            <translation>Verloren</translation>
        </message>
        <message>
            <source>Getting ready</source>
            <translation>Wird bereit</translation>
        </message>
        <message>
            <source>Queued</source>
            <translation>Wartet</translation>
        </message>
        <message>
            <source>Under way</source>
            <translation>Unterwegs</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>Abgebrochen</translation>
        </message>
    </context>
    <context>
        <name>cid::AdoptDialog</name>
        <message>
            <source>Machines that have no name yet</source>
            <translation>Rechner ohne Namen</translation>
        </message>
        <message>
            <source>MAC</source>
            <translation>MAC</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>First seen</source>
            <translation>Zuerst gesehen</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>Prozessor</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Speicher</translation>
        </message>
        <message>
            <source>New name</source>
            <translation>Neuer Name</translation>
        </message>
        <message>
            <source>Names</source>
            <translation>Namen</translation>
        </message>
        <message>
            <source>Adopt</source>
            <translation>Aufnehmen</translation>
        </message>
        <message>
            <source>The ticked machines get these names, in the order of power-on:</source>
            <translation>Die angekreuzten Rechner bekommen diese Namen, in der Reihenfolge des Einschaltens:</translation>
        </message>
        <message>
            <source>There are none: every machine that has connected has a name.</source>
            <translation>Es gibt keine: jeder Rechner, der sich gemeldet hat, hat einen Namen.</translation>
        </message>
    </context>
    <context>
        <name>cid::CommandPalette</name>
        <message>
            <source>Commands</source>
            <translation>Befehle</translation>
        </message>
        <message>
            <source>What do you want to do?</source>
            <translation>Was möchten Sie tun?</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>Befehl</translation>
        </message>
        <message>
            <source>Commands that fit</source>
            <translation>Passende Befehle</translation>
        </message>
    </context>
    <context>
        <name>cid::ConnectPage</name>
        <message>
            <source>New server</source>
            <translation>Neuer Server</translation>
        </message>
        <message>
            <source>Forget this server</source>
            <translation>Diesen Server vergessen</translation>
        </message>
        <message>
            <source>Take this machine's cid.conf</source>
            <translation>cid.conf dieses Rechners nehmen</translation>
        </message>
        <message>
            <source>Saved servers</source>
            <translation>Gespeicherte Server</translation>
        </message>
        <message>
            <source>cluster.example.org or host:port</source>
            <translation>cluster.example.org oder Host:Port</translation>
        </message>
        <message>
            <source>a file with the operator key</source>
            <translation>eine Datei mit dem Operatorschlüssel</translation>
        </message>
        <message>
            <source>Choose the key file</source>
            <translation>Schlüsseldatei wählen</translation>
        </message>
        <message>
            <source>or paste the key: it is kept in the desktop's keyring</source>
            <translation>oder den Schlüssel einfügen: er kommt in den Schlüsselbund</translation>
        </message>
        <message>
            <source>asked at the first contact</source>
            <translation>wird beim ersten Kontakt gefragt</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>Verbinden</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>Key file</source>
            <translation>Schlüsseldatei</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Fingerprint</source>
            <translation>Fingerabdruck</translation>
        </message>
        <message>
            <source>Connect to a cidd</source>
            <translation>Mit einem cidd verbinden</translation>
        </message>
        <message>
            <source>Asking %1 who it is…</source>
            <translation>Frage %1, wer es ist …</translation>
        </message>
        <message>
            <source>A server that was never seen</source>
            <translation>Ein unbekannter Server</translation>
        </message>
        <message>
            <source>%1 was never connected to before. Is this its fingerprint?</source>
            <translation>Mit %1 wurde noch nie verbunden. Ist dies sein Fingerabdruck?</translation>
        </message>
        <message>
            <source>&lt;code&gt;%1&lt;/code&gt;&lt;br&gt;&lt;br&gt;"cidd --genkey" prints it on the server. With a wrong one somebody else is listening there.</source>
            <translation>&lt;code&gt;%1&lt;/code&gt;&lt;br&gt;&lt;br&gt;„cidd --genkey“ zeigt ihn auf dem Server. Ist er falsch, hört dort jemand anderes.</translation>
        </message>
        <message>
            <source>Nothing was sent to the server.</source>
            <translation>Dem Server wurde nichts gesendet.</translation>
        </message>
        <message>
            <source>This cluster</source>
            <translation>Dieser Cluster</translation>
        </message>
    </context>
    <context>
        <name>cid::ConnectionBanner</name>
        <message>
            <source>Try now</source>
            <translation>Jetzt versuchen</translation>
        </message>
        <message>
            <source>Connection</source>
            <translation>Verbindung</translation>
        </message>
        <message>
            <source>Not connected for %1; what you see is that old.</source>
            <translation>Seit %1 nicht verbunden; so alt ist, was Sie sehen.</translation>
        </message>
        <message>
            <source>Connecting to %1…</source>
            <translation>Verbinde mit %1 …</translation>
        </message>
    </context>
    <context>
        <name>cid::DeployDialog</name>
        <message>
            <source>Reinstall nodes</source>
            <translation>Knoten neu installieren</translation>
        </message>
        <message>
            <source>Deploy an image</source>
            <translation>Abbild ausbringen</translation>
        </message>
        <message>
            <source>Install anew also where the image already runs</source>
            <translation>Auch dort neu installieren, wo das Abbild schon läuft</translation>
        </message>
        <message>
            <source>Also nodes that jobs hold</source>
            <translation>Auch Knoten, die von Jobs gehalten werden</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>Knoten</translation>
        </message>
        <message>
            <source>What happens</source>
            <translation>Was geschieht</translation>
        </message>
        <message>
            <source>What happens on which nodes</source>
            <translation>Was auf welchen Knoten geschieht</translation>
        </message>
        <message>
            <source>Number of nodes</source>
            <translation>Zahl der Knoten</translation>
        </message>
        <message>
            <source>Reinstall</source>
            <translation>Neu installieren</translation>
        </message>
        <message>
            <source>Deploy</source>
            <translation>Ausbringen</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Abbild</translation>
        </message>
        <message>
            <source>nothing: it runs already</source>
            <translation>nichts: es läuft schon</translation>
        </message>
        <message>
            <source>install</source>
            <translation>installieren</translation>
        </message>
        <message>
            <source>switch to the slot that has it</source>
            <translation>in den Steckplatz wechseln, der es hat</translation>
        </message>
        <message>
            <source>cannot take part</source>
            <translation>kann nicht teilnehmen</translation>
        </message>
        <message numerus="yes">
            <source>%n node(s) will be brought into %1.</source>
            <translation>
                <numerusform>%n Knoten wird in %1 gebracht.</numerusform>
                <numerusform>%n Knoten werden in %1 gebracht.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n run(s) it already.</source>
            <translation>
                <numerusform>%n führt es schon aus.</numerusform>
                <numerusform>%n führen es schon aus.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cannot take part and will be left out.</source>
            <translation>
                <numerusform>%n kann nicht teilnehmen und bleibt außen vor.</numerusform>
                <numerusform>%n können nicht teilnehmen und bleiben außen vor.</numerusform>
            </translation>
        </message>
        <message>
            <source>That is many. Type their number, %1:</source>
            <translation>Das sind viele. Tippen Sie ihre Zahl, %1:</translation>
        </message>
        <message>
            <source>What is written, or why not</source>
            <translation>Was geschrieben wird, oder warum nicht</translation>
        </message>
        <message>
            <source>install once it is up</source>
            <translation>installieren, sobald er läuft</translation>
        </message>
        <message>
            <source>the node has not told which disks it has</source>
            <translation>der Knoten hat nicht gesagt, welche Platten er hat</translation>
        </message>
        <message>
            <source>no disk</source>
            <translation>keine Platte</translation>
        </message>
        <message>
            <source>one slot of %1</source>
            <translation>ein Steckplatz von %1</translation>
        </message>
        <message>
            <source>the other partitions stay</source>
            <translation>die anderen Partitionen bleiben</translation>
        </message>
        <message>
            <source>all of %1 is divided anew</source>
            <translation>%1 wird ganz neu aufgeteilt</translation>
        </message>
        <message>
            <source>all of %1 is divided anew, but for %2</source>
            <translation>%1 wird neu aufgeteilt, nur %2 bleibt</translation>
        </message>
    </context>
    <context>
        <name>cid::EventTable</name>
        <message>
            <source>Time</source>
            <translation>Zeit</translation>
        </message>
        <message>
            <source>Node</source>
            <translation>Knoten</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Was</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>Änderung</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>Dauer</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>Job</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>Wer</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Grund</translation>
        </message>
        <message>
            <source>stage</source>
            <translation>Stufe</translation>
        </message>
        <message>
            <source>stage failed</source>
            <translation>Stufe gescheitert</translation>
        </message>
        <message>
            <source>job</source>
            <translation>Job</translation>
        </message>
        <message>
            <source>order</source>
            <translation>Auftrag</translation>
        </message>
        <message>
            <source>refused</source>
            <translation>abgelehnt</translation>
        </message>
        <message>
            <source>enrolled</source>
            <translation>angemeldet</translation>
        </message>
        <message>
            <source>adopted</source>
            <translation>aufgenommen</translation>
        </message>
        <message>
            <source>conflict</source>
            <translation>Konflikt</translation>
        </message>
        <message>
            <source>file saved</source>
            <translation>Datei gespeichert</translation>
        </message>
        <message>
            <source>build begun</source>
            <translation>Bau begonnen</translation>
        </message>
        <message>
            <source>built</source>
            <translation>gebaut</translation>
        </message>
        <message>
            <source>build failed</source>
            <translation>Bau gescheitert</translation>
        </message>
        <message>
            <source>capture begun</source>
            <translation>Aufnahme begonnen</translation>
        </message>
        <message>
            <source>captured</source>
            <translation>Aufnahme fertig</translation>
        </message>
        <message>
            <source>capture failed</source>
            <translation>Aufnahme gescheitert</translation>
        </message>
        <message>
            <source>capture cancelled</source>
            <translation>Aufnahme abgebrochen</translation>
        </message>
    </context>
    <context>
        <name>cid::EventsPage</name>
        <message>
            <source>Search the events</source>
            <translation>Ereignisse durchsuchen</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>Ereignisse</translation>
        </message>
    </context>
    <context>
        <name>cid::FilterLine</name>
        <message>
            <source>Filter: rack3 stage:installing rate&lt;50 image:linux-1.*</source>
            <translation>Filter: rack3 stage:installing rate&lt;50 image:linux-1.*</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>Host lists, groups and terms such as stage:failed, is:busy, rate&lt;50</source>
            <translation>Knotenlisten, Gruppen und Ausdrücke wie stage:failed, is:busy, rate&lt;50</translation>
        </message>
        <message>
            <source>Saved filters</source>
            <translation>Gespeicherte Filter</translation>
        </message>
        <message>
            <source>Forget this filter</source>
            <translation>Diesen Filter vergessen</translation>
        </message>
        <message>
            <source>Save this filter</source>
            <translation>Diesen Filter speichern</translation>
        </message>
    </context>
    <context>
        <name>cid::HeatMap</name>
        <message>
            <source>Heat map of all nodes</source>
            <translation>Kachelkarte aller Knoten</translation>
        </message>
        <message>
            <source>Arrow keys move, Shift selects more, the node table shows the same nodes</source>
            <translation>Pfeiltasten bewegen, Umschalt wählt mehr, die Knotentabelle zeigt dieselben Knoten</translation>
        </message>
        <message>
            <source>(no group)</source>
            <translation>(ohne Gruppe)</translation>
        </message>
        <message>
            <source>No nodes yet</source>
            <translation>Noch keine Knoten</translation>
        </message>
        <message>
            <source>%1 % at %2</source>
            <translation>%1 % bei %2</translation>
        </message>
        <message>
            <source>wanted: %1</source>
            <translation>gewünscht: %1</translation>
        </message>
    </context>
    <context>
        <name>cid::JobPlot</name>
        <message>
            <source>The job over time</source>
            <translation>Der Job im Zeitverlauf</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Gescheitert</translation>
        </message>
        <message>
            <source>Busy</source>
            <translation>Beschäftigt</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>Läuft</translation>
        </message>
        <message>
            <source>MB/s</source>
            <translation>MB/s</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>Knoten</translation>
        </message>
    </context>
    <context>
        <name>cid::JobTable</name>
        <message>
            <source>Running</source>
            <translation>Läuft</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Gescheitert</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>Abgebrochen</translation>
        </message>
        <message>
            <source>operator</source>
            <translation>Operator</translation>
        </message>
        <message>
            <source>scheduler</source>
            <translation>Scheduler</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>Job</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Abbild</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>Knoten</translation>
        </message>
        <message>
            <source>Which</source>
            <translation>Welche</translation>
        </message>
        <message>
            <source>Asked by</source>
            <translation>Von</translation>
        </message>
        <message>
            <source>Begun</source>
            <translation>Begonnen</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>Dauer</translation>
        </message>
    </context>
    <context>
        <name>cid::JobsPage</name>
        <message>
            <source>Cancel this job…</source>
            <translation>Diesen Job abbrechen …</translation>
        </message>
        <message>
            <source>Show its nodes</source>
            <translation>Seine Knoten zeigen</translation>
        </message>
        <message>
            <source>Replay</source>
            <translation>Abspielen</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>Jobs</translation>
        </message>
        <message>
            <source>Select a job</source>
            <translation>Wählen Sie einen Job</translation>
        </message>
        <message>
            <source>Moment of the replay</source>
            <translation>Zeitpunkt der Wiedergabe</translation>
        </message>
        <message>
            <source>Failures and stragglers</source>
            <translation>Fehler und Nachzügler</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Was</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>Knoten</translation>
        </message>
        <message>
            <source>Which</source>
            <translation>Welche</translation>
        </message>
        <message numerus="yes">
            <source>Job %1: %2 on %n node(s) — %3</source>
            <translation>
                <numerusform>Job %1: %2 auf %n Knoten — %3</numerusform>
                <numerusform>Job %1: %2 auf %n Knoten — %3</numerusform>
            </translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>Abgebrochen</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Over three times as slow as the others</source>
            <translation>Über dreimal so langsam wie die anderen</translation>
        </message>
        <message>
            <source>%1: %2 busy, %3 running, %4 failed</source>
            <translation>%1: %2 beschäftigt, %3 laufen, %4 gescheitert</translation>
        </message>
        <message>
            <source>Cancel a job</source>
            <translation>Job abbrechen</translation>
        </message>
        <message>
            <source>Cancel job %1?</source>
            <translation>Job %1 abbrechen?</translation>
        </message>
        <message>
            <source>Its nodes stay where they are: %1</source>
            <translation>Seine Knoten bleiben, wo sie sind: %1</translation>
        </message>
        <message>
            <source>Cancel the job</source>
            <translation>Job abbrechen</translation>
        </message>
        <message>
            <source>Leave it</source>
            <translation>Weiterlaufen lassen</translation>
        </message>
        <message>
            <source>Job %1 is cancelled.</source>
            <translation>Job %1 ist abgebrochen.</translation>
        </message>
    </context>
    <context>
        <name>cid::KeyVault</name>
        <message>
            <source>No key is kept for %1</source>
            <translation>Für %1 ist kein Schlüssel aufbewahrt</translation>
        </message>
        <message>
            <source>%1 can be read by others: chmod 600 it, and make a new key if it was so for long</source>
            <translation>%1 ist für andere lesbar: chmod 600, und ein neuer Schlüssel, falls das lange so war</translation>
        </message>
    </context>
    <context>
        <name>cid::MainWindow</name>
        <message>
            <source>Pages</source>
            <translation>Seiten</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>Verbinden</translation>
        </message>
        <message>
            <source>&amp;Console</source>
            <translation>&amp;Konsole</translation>
        </message>
        <message>
            <source>All commands…</source>
            <translation>Alle Befehle …</translation>
        </message>
        <message>
            <source>Let cidd read its files again</source>
            <translation>cidd seine Dateien neu lesen lassen</translation>
        </message>
        <message>
            <source>cidd has read its files again.</source>
            <translation>cidd hat seine Dateien neu gelesen.</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>&amp;Ansicht</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>&amp;Hilfe</translation>
        </message>
        <message>
            <source>About cid-console</source>
            <translation>Über cid-console</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>Knoten</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>Jobs</translation>
        </message>
        <message>
            <source>&lt;h3&gt;cid-console %1&lt;/h3&gt;&lt;p&gt;The operator's desktop of notP.&lt;/p&gt;&lt;p&gt;Qt %2, server: %3&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
            <translation>&lt;h3&gt;cid-console %1&lt;/h3&gt;&lt;p&gt;Die Operatorkonsole von notP.&lt;/p&gt;&lt;p&gt;Qt %2, Server: %3&lt;/p&gt;&lt;p&gt;Freie Software unter der GNU General Public License, Version 3 oder später.&lt;/p&gt;</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keiner</translation>
        </message>
        <message>
            <source>%1 — cid-console</source>
            <translation>%1 — cid-console</translation>
        </message>
        <message>
            <source>Demonstration</source>
            <translation>Vorführung</translation>
        </message>
        <message>
            <source>&amp;Language</source>
            <translation>&amp;Sprache</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>Einstellungen …</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>Ereignisse</translation>
        </message>
        <message>
            <source>Job %1 is over: %2</source>
            <translation>Job %1 ist zu Ende: %2</translation>
        </message>
        <message>
            <source>%1 % of the nodes have failed</source>
            <translation>%1 % der Knoten sind gescheitert</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>Abbilder</translation>
        </message>
        <message>
            <source>Blancmange</source>
            <translation>Blancmange</translation>
        </message>
    </context>
    <context>
        <name>cid::NodePane</name>
        <message>
            <source>Log</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>Search the log</source>
            <translation>Protokoll durchsuchen</translation>
        </message>
        <message>
            <source>Hardware</source>
            <translation>Hardware</translation>
        </message>
        <message>
            <source>Part</source>
            <translation>Teil</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Wert</translation>
        </message>
        <message>
            <source>Deployments</source>
            <translation>Ausbringungen</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Wann</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Abbild</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Ergebnis</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>Dauer</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>Job</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Grund</translation>
        </message>
        <message>
            <source>Stages</source>
            <translation>Stufen</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>Select a node</source>
            <translation>Wählen Sie einen Knoten</translation>
        </message>
        <message>
            <source>%1 — %2</source>
            <translation>%1 — %2</translation>
        </message>
        <message>
            <source>runs %1</source>
            <translation>führt %1 aus</translation>
        </message>
        <message>
            <source>wanted %1 (attempt %2)</source>
            <translation>gewünscht %1 (Versuch %2)</translation>
        </message>
        <message>
            <source>job %1</source>
            <translation>Job %1</translation>
        </message>
        <message>
            <source>%1, not connected</source>
            <translation>%1, nicht verbunden</translation>
        </message>
        <message>
            <source>Failed in "%1": %2</source>
            <translation>Gescheitert in „%1“: %2</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>Prozessor</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Speicher</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Netz</translation>
        </message>
        <message>
            <source>Layout</source>
            <translation>Aufteilung</translation>
        </message>
        <message>
            <source>Disk wanted</source>
            <translation>Gewünschte Platte</translation>
        </message>
        <message>
            <source>the only one</source>
            <translation>die einzige</translation>
        </message>
        <message>
            <source>Default image</source>
            <translation>Standardabbild</translation>
        </message>
        <message>
            <source>About the node</source>
            <translation>Über den Knoten</translation>
        </message>
        <message>
            <source>Disks</source>
            <translation>Platten</translation>
        </message>
    </context>
    <context>
        <name>cid::NodeTable</name>
        <message>
            <source>%1 MB/s</source>
            <translation>%1 MB/s</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>%1 min %2 s</source>
            <translation>%1 min %2 s</translation>
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation>%1 h %2 min</translation>
        </message>
        <message>
            <source>%1 d %2 h</source>
            <translation>%1 d %2 h</translation>
        </message>
        <message>
            <source>Node</source>
            <translation>Knoten</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>Gruppe</translation>
        </message>
        <message>
            <source>Stage</source>
            <translation>Stufe</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>Fortschritt</translation>
        </message>
        <message>
            <source>Rate</source>
            <translation>Rate</translation>
        </message>
        <message>
            <source>Trend</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>Time left</source>
            <translation>Restzeit</translation>
        </message>
        <message>
            <source>In stage</source>
            <translation>In Stufe</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Abbild</translation>
        </message>
        <message>
            <source>Wanted</source>
            <translation>Gewünscht</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>Job</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Grund</translation>
        </message>
        <message>
            <source>Last seen</source>
            <translation>Gesehen</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>Attempt</source>
            <translation>Versuch</translation>
        </message>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>never</source>
            <translation>nie</translation>
        </message>
        <message>
            <source>now</source>
            <translation>jetzt</translation>
        </message>
        <message>
            <source>%1 ago</source>
            <translation>vor %1</translation>
        </message>
        <message>
            <source>%1 (drifted?)</source>
            <translation>%1 (verändert?)</translation>
        </message>
        <message>
            <source>(no group)</source>
            <translation>(ohne Gruppe)</translation>
        </message>
        <message numerus="yes">
            <source>%1: %n node(s)</source>
            <translation>
                <numerusform>%1: %n Knoten</numerusform>
                <numerusform>%1: %n Knoten</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n busy</source>
            <translation>
                <numerusform>%n beschäftigt</numerusform>
                <numerusform>%n beschäftigt</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n failed or lost</source>
            <translation>
                <numerusform>%n gescheitert oder verloren</numerusform>
                <numerusform>%n gescheitert oder verloren</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>cid::NodeView</name>
        <message>
            <source>Nodes</source>
            <translation>Knoten</translation>
        </message>
        <message>
            <source>Columns</source>
            <translation>Spalten</translation>
        </message>
        <message>
            <source>Columns…</source>
            <translation>Spalten …</translation>
        </message>
    </context>
    <context>
        <name>cid::NodesPage</name>
        <message numerus="yes">
            <source>Job %1 has begun on %n node(s).</source>
            <translation>
                <numerusform>Job %1 hat auf %n Knoten begonnen.</numerusform>
                <numerusform>Job %1 hat auf %n Knoten begonnen.</numerusform>
            </translation>
        </message>
        <message>
            <source>None of the selected nodes belongs to a job.</source>
            <translation>Keiner der gewählten Knoten gehört zu einem Job.</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Cancel jobs</source>
            <translation>Jobs abbrechen</translation>
        </message>
        <message numerus="yes">
            <source>Cancel %n job(s), on all of their nodes?</source>
            <translation>
                <numerusform>%n Job auf allen seinen Knoten abbrechen?</numerusform>
                <numerusform>%n Jobs auf allen ihren Knoten abbrechen?</numerusform>
            </translation>
        </message>
        <message>
            <source>Cancel the jobs</source>
            <translation>Jobs abbrechen</translation>
        </message>
        <message>
            <source>Leave them</source>
            <translation>Weiterlaufen lassen</translation>
        </message>
        <message>
            <source>Job %1 is cancelled.</source>
            <translation>Job %1 ist abgebrochen.</translation>
        </message>
        <message>
            <source>%1 has not told which disks it has.</source>
            <translation>%1 hat seine Platten nicht gemeldet.</translation>
        </message>
        <message>
            <source>notP's own</source>
            <translation>von notP</translation>
        </message>
        <message>
            <source>blank</source>
            <translation>leer</translation>
        </message>
        <message>
            <source>foreign: %1</source>
            <translation>fremd: %1</translation>
        </message>
        <message>
            <source>Allow one wipe on %1</source>
            <translation>Einmaliges Löschen auf %1 erlauben</translation>
        </message>
        <message>
            <source>The next installation may erase one disk of %1, whatever is on it:

%2

Type the serial number of that disk:</source>
            <translation>Die nächste Installation darf eine Platte von %1 löschen, was immer darauf ist:

%2

Tippen Sie die Seriennummer dieser Platte:</translation>
        </message>
        <message>
            <source>%1 has no disk with the serial number "%2": nothing was allowed.</source>
            <translation>%1 hat keine Platte mit der Seriennummer „%2“: nichts wurde erlaubt.</translation>
        </message>
        <message>
            <source>%1 may be wiped once.</source>
            <translation>%1 darf einmal gelöscht werden.</translation>
        </message>
        <message>
            <source>Copied: %1</source>
            <translation>Kopiert: %1</translation>
        </message>
        <message>
            <source>Written: %1</source>
            <translation>Geschrieben: %1</translation>
        </message>
        <message>
            <source>Export the heat map</source>
            <translation>Kachelkarte exportieren</translation>
        </message>
        <message>
            <source>SVG (*.svg);;PNG (*.png)</source>
            <translation>SVG (*.svg);;PNG (*.png)</translation>
        </message>
        <message>
            <source>%1 could not be written.</source>
            <translation>%1 ließ sich nicht schreiben.</translation>
        </message>
        <message>
            <source>Deploy…</source>
            <translation>Ausbringen …</translation>
        </message>
        <message>
            <source>Reinstall…</source>
            <translation>Neu installieren …</translation>
        </message>
        <message>
            <source>Cancel their jobs…</source>
            <translation>Ihre Jobs abbrechen …</translation>
        </message>
        <message>
            <source>Allow a wipe…</source>
            <translation>Löschen erlauben …</translation>
        </message>
        <message>
            <source>Open a shell</source>
            <translation>Shell öffnen</translation>
        </message>
        <message>
            <source>Copy the host list</source>
            <translation>Knotenliste kopieren</translation>
        </message>
        <message>
            <source>Select all that match</source>
            <translation>Alle passenden wählen</translation>
        </message>
        <message>
            <source>Export the heat map…</source>
            <translation>Kachelkarte exportieren …</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>Tabelle</translation>
        </message>
        <message>
            <source>Heat map</source>
            <translation>Kachelkarte</translation>
        </message>
        <message>
            <source>By group</source>
            <translation>Nach Gruppe</translation>
        </message>
        <message>
            <source>Filter the nodes</source>
            <translation>Knoten filtern</translation>
        </message>
        <message numerus="yes">
            <source>%n selected</source>
            <translation>
                <numerusform>%n gewählt</numerusform>
                <numerusform>%n gewählt</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 von %2</translation>
        </message>
        <message numerus="yes">
            <source>%n machine(s) now have a name.</source>
            <translation>
                <numerusform>%n Rechner hat nun einen Namen.</numerusform>
                <numerusform>%n Rechner haben nun einen Namen.</numerusform>
            </translation>
        </message>
        <message>
            <source>Adopt machines…</source>
            <translation>Rechner aufnehmen …</translation>
        </message>
        <message>
            <source>%1 is captured.</source>
            <translation>%1 ist aufgenommen.</translation>
        </message>
        <message>
            <source>Set a power command in the settings first.</source>
            <translation>Stellen Sie zuerst einen Strombefehl ein.</translation>
        </message>
        <message>
            <source>Capture…</source>
            <translation>Aufnehmen …</translation>
        </message>
        <message>
            <source>Open the serial console</source>
            <translation>Serielle Konsole öffnen</translation>
        </message>
        <message>
            <source>Power…</source>
            <translation>Strom …</translation>
        </message>
        <message numerus="yes">
            <source>Opened for the first %n node(s) only.</source>
            <translation>
                <numerusform>Nur für den ersten %n Knoten geöffnet.</numerusform>
                <numerusform>Nur für die ersten %n Knoten geöffnet.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>cid::SettingsDialog</name>
        <message>
            <source>Tell when a job is over</source>
            <translation>Melden, wenn ein Job zu Ende ist</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Type the number above</source>
            <translation>Zahl tippen lassen ab mehr als</translation>
        </message>
        <message>
            <source> %</source>
            <translation> %</translation>
        </message>
        <message>
            <source>Warn when more have failed</source>
            <translation>Warnen, wenn mehr gescheitert sind</translation>
        </message>
        <message>
            <source>Command of a shell</source>
            <translation>Befehl für eine Shell</translation>
        </message>
        <message>
            <source>Command of a serial console</source>
            <translation>Befehl für eine serielle Konsole</translation>
        </message>
        <message>
            <source>Power command</source>
            <translation>Strombefehl</translation>
        </message>
        <message>
            <source>The commands run on this machine. %n stands for the node's name; %a for on, off or cycle.</source>
            <translation>Die Befehle laufen auf diesem Rechner. %n steht für den Namen des Knotens, %a für on, off oder cycle.</translation>
        </message>
    </context>
    <context>
        <name>cid::StageStrip</name>
        <message>
            <source>Nodes by stage</source>
            <translation>Knoten nach Stufe</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>Queued</source>
            <translation>Wartet</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Gescheitert</translation>
        </message>
    </context>
    <context>
        <name>cid::StateBar</name>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>Läuft</translation>
        </message>
        <message>
            <source>Busy</source>
            <translation>Beschäftigt</translation>
        </message>
        <message>
            <source>Not armed</source>
            <translation>Nicht freigegeben</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Gescheitert</translation>
        </message>
        <message>
            <source>Lost</source>
            <translation>Verloren</translation>
        </message>
    </context>
    <context>
        <name>cid::TimelineView</name>
        <message>
            <source>Stages of this deployment</source>
            <translation>Stufen dieser Ausbringung</translation>
        </message>
        <message>
            <source>No deployment yet</source>
            <translation>Noch keine Ausbringung</translation>
        </message>
        <message>
            <source>| median of this job's nodes</source>
            <translation>| Median der Knoten dieses Jobs</translation>
        </message>
    </context>
    <context>
        <name>cid::BlancmangePage</name>
        <message>
            <source>Build</source>
            <translation>Bauen</translation>
        </message>
    </context>
    <context>
        <name>cid::BuildPane</name>
        <message>
            <source>Cancel the build</source>
            <translation>Bau abbrechen</translation>
        </message>
        <message>
            <source>The same once more…</source>
            <translation>Dasselbe noch einmal …</translation>
        </message>
        <message>
            <source>Copy the command</source>
            <translation>Befehl kopieren</translation>
        </message>
        <message>
            <source>Builds</source>
            <translation>Bauten</translation>
        </message>
        <message>
            <source>Log of the build</source>
            <translation>Protokoll des Baus</translation>
        </message>
        <message>
            <source>Progress of the build</source>
            <translation>Fortschritt des Baus</translation>
        </message>
        <message>
            <source>%1 % · %2 left</source>
            <translation>%1 % · noch %2</translation>
        </message>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
    </context>
    <context>
        <name>cid::BuildSteps</name>
        <message>
            <source>1. Get packages</source>
            <translation>1. Pakete holen</translation>
        </message>
        <message>
            <source>2. Build packages</source>
            <translation>2. Pakete bauen</translation>
        </message>
        <message>
            <source>3. Assemble</source>
            <translation>3. Zusammensetzen</translation>
        </message>
        <message>
            <source>Publish…</source>
            <translation>Veröffentlichen …</translation>
        </message>
        <message>
            <source>Newest versions</source>
            <translation>Neueste Versionen</translation>
        </message>
        <message>
            <source>Step 1 takes what the mirror offers now, whatever the lock file says</source>
            <translation>Schritt 1 nimmt, was der Spiegel jetzt anbietet, gleich was die Sperrdatei sagt</translation>
        </message>
        <message>
            <source>%1 (%2, %3)</source>
            <translation>%1 (%2, %3)</translation>
        </message>
        <message>
            <source>%1: nothing yet</source>
            <translation>%1: noch nichts</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>Entstanden</translation>
        </message>
        <message>
            <source>Published</source>
            <translation>Veröffentlicht</translation>
        </message>
        <message>
            <source>Fetched and built before: %1</source>
            <translation>Bereits geholt und gebaut: %1</translation>
        </message>
        <message>
            <source>I know: root's password in this Blancmange is "t00r", as shipped.</source>
            <translation>Ich weiß: Das Passwort von root in diesem Blancmange ist „t00r“, wie ausgeliefert.</translation>
        </message>
        <message>
            <source>Acknowledge the warnings first</source>
            <translation>Bestätigen Sie zuerst die Warnungen</translation>
        </message>
        <message>
            <source>Publish Blancmange</source>
            <translation>Blancmange veröffentlichen</translation>
        </message>
        <message>
            <source>Machines that start from the network from now on get this Blancmange. What they got so far is kept beside it. Go on?</source>
            <translation>Maschinen, die von jetzt an aus dem Netz starten, bekommen dieses Blancmange. Das bisherige bleibt daneben liegen. Fortfahren?</translation>
        </message>
        <message>
            <source>Publish</source>
            <translation>Veröffentlichen</translation>
        </message>
    </context>
    <context>
        <name>cid::BuildTable</name>
        <message>
            <source>Image %1</source>
            <translation>Abbild %1</translation>
        </message>
        <message>
            <source>1. Get packages</source>
            <translation>1. Pakete holen</translation>
        </message>
        <message>
            <source>2. Build packages</source>
            <translation>2. Pakete bauen</translation>
        </message>
        <message>
            <source>3. Assemble</source>
            <translation>3. Zusammensetzen</translation>
        </message>
        <message>
            <source>Publish</source>
            <translation>Veröffentlichen</translation>
        </message>
        <message>
            <source>… waits</source>
            <translation>… wartet</translation>
        </message>
        <message>
            <source>▸ runs</source>
            <translation>▸ läuft</translation>
        </message>
        <message>
            <source>✓ done</source>
            <translation>✓ fertig</translation>
        </message>
        <message>
            <source>✕ failed</source>
            <translation>✕ gescheitert</translation>
        </message>
        <message>
            <source>○ cancelled</source>
            <translation>○ abgebrochen</translation>
        </message>
        <message>
            <source>No.</source>
            <translation>Nr.</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Was</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>Wer</translation>
        </message>
        <message>
            <source>Asked</source>
            <translation>Gefragt</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>Dauer</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>Befehl</translation>
        </message>
    </context>
    <context>
        <name>cid::ConfigEdit</name>
        <message>
            <source>Text of %1</source>
            <translation>Text von %1</translation>
        </message>
    </context>
    <context>
        <name>cid::DiffView</name>
        <message>
            <source>Difference</source>
            <translation>Unterschied</translation>
        </message>
        <message>
            <source>There is no difference.</source>
            <translation>Es gibt keinen Unterschied.</translation>
        </message>
    </context>
    <context>
        <name>cid::DocumentBuffer</name>
        <message>
            <source>%1 cannot be written: unsaved changes would not survive a crash.</source>
            <translation>%1 lässt sich nicht schreiben: Ungespeicherte Änderungen überstünden keinen Absturz.</translation>
        </message>
        <message>
            <source>The text is larger than what the server takes over the network</source>
            <translation>Der Text ist größer, als der Server über das Netz annimmt</translation>
        </message>
        <message>
            <source>The file can only be looked at here.</source>
            <translation>Die Datei lässt sich hier nur ansehen.</translation>
        </message>
    </context>
    <context>
        <name>cid::DocumentEditor</name>
        <message>
            <source>%1 is saved as version %2; cidd has read it.</source>
            <translation>%1 ist als Version %2 gespeichert; cidd hat sie gelesen.</translation>
        </message>
        <message>
            <source>This holds changes of an earlier run that were not saved. "Revert" drops them.</source>
            <translation>Dies enthält ungespeicherte Änderungen von früher. „Zurücksetzen“ verwirft sie.</translation>
        </message>
        <message numerus="yes">
            <source>Somebody else changed the file meanwhile. Both versions stand between &lt;&lt;&lt;&lt;&lt;&lt;&lt; and &gt;&gt;&gt;&gt;&gt;&gt;&gt; at %n place(s): decide, and save again. "Undo" takes the merge back.</source>
            <translation>
                <numerusform>Jemand anderes hat die Datei inzwischen geändert. An %n Stelle stehen beide Fassungen zwischen &lt;&lt;&lt;&lt;&lt;&lt;&lt; und &gt;&gt;&gt;&gt;&gt;&gt;&gt;: Entscheiden Sie und speichern Sie erneut. „Rückgängig“ nimmt die Zusammenführung zurück.</numerusform>
                <numerusform>Jemand anderes hat die Datei inzwischen geändert. An %n Stellen stehen beide Fassungen zwischen &lt;&lt;&lt;&lt;&lt;&lt;&lt; und &gt;&gt;&gt;&gt;&gt;&gt;&gt;: Entscheiden Sie und speichern Sie erneut. „Rückgängig“ nimmt die Zusammenführung zurück.</numerusform>
            </translation>
        </message>
        <message>
            <source>Somebody else changed the file meanwhile; both changes are in the text now. Look at it and save again. "Undo" takes the merge back.</source>
            <translation>Jemand anderes hat die Datei inzwischen geändert; beide Änderungen stehen jetzt im Text. Prüfen Sie ihn und speichern Sie erneut. „Rückgängig“ nimmt die Zusammenführung zurück.</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>Speichern …</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>Wiederherstellen</translation>
        </message>
        <message>
            <source>Revert</source>
            <translation>Zurücksetzen</translation>
        </message>
        <message>
            <source>Take this version back</source>
            <translation>Diese Version zurückholen</translation>
        </message>
        <message>
            <source>Versions</source>
            <translation>Versionen</translation>
        </message>
        <message>
            <source>Form</source>
            <translation>Formular</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>Text</translation>
        </message>
        <message>
            <source>changed</source>
            <translation>geändert</translation>
        </message>
        <message numerus="yes">
            <source>%n mistake(s)</source>
            <translation>
                <numerusform>%n Fehler</numerusform>
                <numerusform>%n Fehler</numerusform>
            </translation>
        </message>
        <message>
            <source>line %1: %2</source>
            <translation>Zeile %1: %2</translation>
        </message>
        <message>
            <source>found on the server</source>
            <translation>auf dem Server vorgefunden</translation>
        </message>
        <message>
            <source>%1 · %2 · %3</source>
            <translation>%1 · %2 · %3</translation>
        </message>
        <message>
            <source>The old version is in the text; save it to make it the file again.</source>
            <translation>Die alte Version steht im Text; speichern Sie, damit sie wieder die Datei wird.</translation>
        </message>
    </context>
    <context>
        <name>cid::FileTable</name>
        <message>
            <source>only here</source>
            <translation>nur hier</translation>
        </message>
        <message>
            <source>only there</source>
            <translation>nur dort</translation>
        </message>
        <message>
            <source>differs</source>
            <translation>verschieden</translation>
        </message>
        <message>
            <source>Path</source>
            <translation>Pfad</translation>
        </message>
        <message>
            <source>Mode</source>
            <translation>Rechte</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Changed</source>
            <translation>Geändert</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>Unterschied</translation>
        </message>
    </context>
    <context>
        <name>cid::FormView</name>
        <message>
            <source>New section…</source>
            <translation>Neuer Abschnitt …</translation>
        </message>
        <message>
            <source>Sections</source>
            <translation>Abschnitte</translation>
        </message>
        <message>
            <source>The text cannot be read as sections; mend it in the text view. %1</source>
            <translation>Der Text ist nicht als Abschnitte lesbar; berichtigen Sie ihn in der Textansicht. %1</translation>
        </message>
        <message>
            <source>This file holds bytes that are no text or would be lost here. It can only be looked at; edit it on the server.</source>
            <translation>Diese Datei enthält Bytes, die kein Text sind oder hier verloren gingen. Sie lässt sich nur ansehen; bearbeiten Sie sie auf dem Server.</translation>
        </message>
    </context>
    <context>
        <name>cid::ImagesPage</name>
        <message>
            <source>Ask for the images again</source>
            <translation>Abbilder neu abfragen</translation>
        </message>
        <message>
            <source>Show the nodes that run it</source>
            <translation>Knoten zeigen, die es ausführen</translation>
        </message>
        <message>
            <source>Build image…</source>
            <translation>Abbild bauen …</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Dateien</translation>
        </message>
        <message>
            <source>Builds</source>
            <translation>Bauten</translation>
        </message>
        <message>
            <source>Images in the catalogue</source>
            <translation>Abbilder im Katalog</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Abbild</translation>
        </message>
        <message>
            <source>Used by</source>
            <translation>Benutzt von</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Unpacked</source>
            <translation>Entpackt</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>Entstanden</translation>
        </message>
        <message>
            <source>Digest</source>
            <translation>Prüfsumme</translation>
        </message>
        <message>
            <source>Compare with</source>
            <translation>Vergleichen mit</translation>
        </message>
        <message>
            <source>Part of a path</source>
            <translation>Teil eines Pfades</translation>
        </message>
        <message>
            <source>Files of the image</source>
            <translation>Dateien des Abbilds</translation>
        </message>
        <message>
            <source>compared with</source>
            <translation>verglichen mit</translation>
        </message>
        <message numerus="yes">
            <source>%n node(s)</source>
            <translation>
                <numerusform>%n Knoten</numerusform>
                <numerusform>%n Knoten</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n on the way</source>
            <translation>
                <numerusform>%n unterwegs</numerusform>
                <numerusform>%n unterwegs</numerusform>
            </translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>nichts</translation>
        </message>
        <message numerus="yes">
            <source>%n file(s)</source>
            <translation>
                <numerusform>%n Datei</numerusform>
                <numerusform>%n Dateien</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 is captured.</source>
            <translation>%1 ist aufgenommen.</translation>
        </message>
        <message>
            <source>Facts</source>
            <translation>Fakten</translation>
        </message>
    </context>
    <context>
        <name>cid::MkimgDialog</name>
        <message>
            <source>Refuse what could not boot</source>
            <translation>Ablehnen, was nicht starten könnte</translation>
        </message>
        <message>
            <source>Build image</source>
            <translation>Abbild bauen</translation>
        </message>
        <message>
            <source>Name of the image</source>
            <translation>Name des Abbilds</translation>
        </message>
        <message>
            <source>A folder on the server</source>
            <translation>Ein Ordner auf dem Server</translation>
        </message>
        <message>
            <source>Debian packages</source>
            <translation>Debian-Pakete</translation>
        </message>
        <message>
            <source>A container image (OCI layout)</source>
            <translation>Ein Container-Abbild (OCI-Layout)</translation>
        </message>
        <message>
            <source>Made of</source>
            <translation>Gemacht aus</translation>
        </message>
        <message>
            <source>Folder on the server</source>
            <translation>Ordner auf dem Server</translation>
        </message>
        <message>
            <source>Debian release</source>
            <translation>Debian-Ausgabe</translation>
        </message>
        <message>
            <source>Packages</source>
            <translation>Pakete</translation>
        </message>
        <message>
            <source>Names, besides what every image needs to boot</source>
            <translation>Namen, zusätzlich zu dem, was jedes Abbild zum Starten braucht</translation>
        </message>
        <message>
            <source>Left out</source>
            <translation>Ausgelassen</translation>
        </message>
        <message>
            <source>Paths, one a line, besides the built-in list</source>
            <translation>Pfade, einer je Zeile, zusätzlich zur eingebauten Liste</translation>
        </message>
        <message>
            <source>Build</source>
            <translation>Bauen</translation>
        </message>
        <message>
            <source>The name is NAME-VERSION-SUBVERSION, such as debian-12-1.</source>
            <translation>Der Name ist NAME-VERSION-UNTERVERSION, etwa debian-12-1.</translation>
        </message>
        <message>
            <source>Name a folder on the server by its whole path.</source>
            <translation>Nennen Sie einen Ordner auf dem Server mit vollem Pfad.</translation>
        </message>
        <message>
            <source>Name a Debian release.</source>
            <translation>Nennen Sie eine Debian-Ausgabe.</translation>
        </message>
        <message>
            <source>It is built on the server and goes on when you leave.</source>
            <translation>Gebaut wird auf dem Server; es geht weiter, wenn Sie gehen.</translation>
        </message>
        <message>
            <source>A running node</source>
            <translation>Ein laufender Knoten</translation>
        </message>
        <message>
            <source>Node</source>
            <translation>Knoten</translation>
        </message>
        <message>
            <source>Name a node that runs an image.</source>
            <translation>Nennen Sie einen Knoten, der ein Abbild ausführt.</translation>
        </message>
        <message>
            <source>The node packs what it runs, as long as the console is open.</source>
            <translation>Der Knoten packt, was er ausführt, solange die Konsole offen ist.</translation>
        </message>
        <message>
            <source>Keep the image also where files change while they are read</source>
            <translation>Das Abbild auch behalten, wenn sich Dateien beim Lesen ändern</translation>
        </message>
    </context>
    <context>
        <name>cid::SaveDialog</name>
        <message>
            <source>Save %1</source>
            <translation>%1 speichern</translation>
        </message>
        <message>
            <source>This is what changes in %1 on the server:</source>
            <translation>Das ändert sich in %1 auf dem Server:</translation>
        </message>
    </context>
    <context>
        <name>cid::SectionDialog</name>
        <message>
            <source>New section</source>
            <translation>Neuer Abschnitt</translation>
        </message>
        <message>
            <source>Kind of section</source>
            <translation>Art des Abschnitts</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>That section is there already.</source>
            <translation>Diesen Abschnitt gibt es schon.</translation>
        </message>
    </context>
    <context>
        <name>cid::SizeChart</name>
        <message>
            <source>Sizes by package</source>
            <translation>Größen je Paket</translation>
        </message>
        <message>
            <source>MB in the initramfs</source>
            <translation>MB im Initramfs</translation>
        </message>
        <message>
            <source>Unpacked</source>
            <translation>Entpackt</translation>
        </message>
        <message>
            <source>Packed</source>
            <translation>Gepackt</translation>
        </message>
        <message>
            <source>%1: %2 packed, %3 unpacked</source>
            <translation>%1: %2 gepackt, %3 entpackt</translation>
        </message>
    </context>
    <context>
        <name>cid::TablePrinter</name>
        <message>
            <source>Page %1 of %2</source>
            <translation>Seite %1 von %2</translation>
        </message>
    </context>
    <context>
        <name>cid::TableTools</name>
        <message>
            <source>Export "%1"…</source>
            <translation>„%1“ exportieren …</translation>
        </message>
        <message>
            <source>Print "%1"…</source>
            <translation>„%1“ drucken …</translation>
        </message>
        <message>
            <source>Copy the selected rows</source>
            <translation>Gewählte Zeilen kopieren</translation>
        </message>
        <message>
            <source>CSV (*.csv)</source>
            <translation>CSV (*.csv)</translation>
        </message>
        <message>
            <source>JSON (*.json)</source>
            <translation>JSON (*.json)</translation>
        </message>
        <message>
            <source>PDF (*.pdf)</source>
            <translation>PDF (*.pdf)</translation>
        </message>
        <message>
            <source>Written: %1</source>
            <translation>Geschrieben: %1</translation>
        </message>
        <message>
            <source>%1 could not be written.</source>
            <translation>%1 ließ sich nicht schreiben.</translation>
        </message>
        <message>
            <source>Printed: %1</source>
            <translation>Gedruckt: %1</translation>
        </message>
        <message>
            <source>The printer takes nothing.</source>
            <translation>Der Drucker nimmt nichts an.</translation>
        </message>
        <message>
            <source>Printing "%1"…</source>
            <translation>„%1“ wird gedruckt …</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message numerus="yes">
            <source>Copied: %n row(s)</source>
            <translation>
                <numerusform>Kopiert: %n Zeile</numerusform>
                <numerusform>Kopiert: %n Zeilen</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>NodeCommand</name>
        <message>
            <source>The settings name no command for that.</source>
            <translation>Dafür ist kein Befehl eingestellt.</translation>
        </message>
        <message>
            <source>"%1" is no name for a command line.</source>
            <translation>„%1“ ist kein Name für eine Befehlszeile.</translation>
        </message>
        <message>
            <source>"%1" could not be started: set another command in the settings.</source>
            <translation>„%1“ ließ sich nicht starten: stellen Sie einen anderen Befehl ein.</translation>
        </message>
    </context>
    <context>
        <name>cid::CaptureDialog</name>
        <message>
            <source>Keep the image also where files change while they are read</source>
            <translation>Das Abbild auch behalten, wenn sich Dateien beim Lesen ändern</translation>
        </message>
        <message>
            <source>Capture %1</source>
            <translation>%1 aufnehmen</translation>
        </message>
        <message>
            <source>Name of the image</source>
            <translation>Name des Abbilds</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>Fortschritt</translation>
        </message>
        <message>
            <source>What the node says</source>
            <translation>Was der Knoten sagt</translation>
        </message>
        <message>
            <source>What runs on %1 is packed into an image on the server. The node goes on working; its keys and its name stay out of the image.</source>
            <translation>Was auf %1 läuft, wird in ein Abbild auf dem Server gepackt. Der Knoten arbeitet weiter; seine Schlüssel und sein Name kommen nicht ins Abbild.</translation>
        </message>
        <message>
            <source>Capture</source>
            <translation>Aufnehmen</translation>
        </message>
        <message>
            <source>The name is NAME-VERSION-SUBVERSION, such as debian-12-1.</source>
            <translation>Der Name ist NAME-VERSION-UNTERVERSION, etwa debian-12-1.</translation>
        </message>
        <message>
            <source>There is an image of that name already.</source>
            <translation>Ein Abbild dieses Namens gibt es schon.</translation>
        </message>
        <message>
            <source>%1 is in the catalogue.</source>
            <translation>%1 ist im Katalog.</translation>
        </message>
        <message>
            <source>Cancel the capture</source>
            <translation>Aufnahme abbrechen</translation>
        </message>
        <message>
            <source>Waiting for %1…</source>
            <translation>Warte auf %1 …</translation>
        </message>
        <message>
            <source>%1 left</source>
            <translation>noch %1</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Cancel the capture of %1? Nothing of the image is kept.</source>
            <translation>Die Aufnahme von %1 abbrechen? Vom Abbild bleibt nichts.</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>Weitermachen</translation>
        </message>
    </context>
    <context>
        <name>cid::PowerDialog</name>
        <message>
            <source>Power of nodes</source>
            <translation>Strom der Knoten</translation>
        </message>
        <message>
            <source>Switch on</source>
            <translation>Einschalten</translation>
        </message>
        <message>
            <source>Switch off</source>
            <translation>Ausschalten</translation>
        </message>
        <message>
            <source>Off and on again</source>
            <translation>Aus- und wieder einschalten</translation>
        </message>
        <message>
            <source>What to do</source>
            <translation>Was zu tun ist</translation>
        </message>
        <message>
            <source>Number of nodes</source>
            <translation>Zahl der Knoten</translation>
        </message>
        <message>
            <source>Node</source>
            <translation>Knoten</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Ergebnis</translation>
        </message>
        <message>
            <source>What the command said</source>
            <translation>Was der Befehl sagte</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>Ergebnisse</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>Knoten</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>Befehl</translation>
        </message>
        <message>
            <source>That is many. Type their number, %1:</source>
            <translation>Das sind viele. Tippen Sie ihre Zahl, %1:</translation>
        </message>
        <message numerus="yes">
            <source>Run for %n node(s)</source>
            <translation>
                <numerusform>Für %n Knoten ausführen</numerusform>
                <numerusform>Für %n Knoten ausführen</numerusform>
            </translation>
        </message>
        <message>
            <source>The command runs on this machine, once for each node.</source>
            <translation>Der Befehl läuft auf diesem Rechner, für jeden Knoten einmal.</translation>
        </message>
        <message>
            <source>What runs on these nodes ends without warning. The command runs on this machine.</source>
            <translation>Was auf diesen Knoten läuft, endet ohne Warnung. Der Befehl läuft auf diesem Rechner.</translation>
        </message>
        <message>
            <source>Done.</source>
            <translation>Fertig.</translation>
        </message>
        <message numerus="yes">
            <source>Failed for %n node(s).</source>
            <translation>
                <numerusform>Für %n Knoten fehlgeschlagen.</numerusform>
                <numerusform>Für %n Knoten fehlgeschlagen.</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 von %2</translation>
        </message>
        <message>
            <source>✓ done</source>
            <translation>✓ fertig</translation>
        </message>
        <message>
            <source>✕ failed</source>
            <translation>✕ gescheitert</translation>
        </message>
    </context>
    <context>
        <name>cid::ImageFacts</name>
        <message>
            <source>Facts about the image</source>
            <translation>Fakten zum Abbild</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Was</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Wert</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Abbild</translation>
        </message>
        <message>
            <source>%1 (current)</source>
            <translation>%1 (aktuell)</translation>
        </message>
        <message>
            <source>File on the server</source>
            <translation>Datei auf dem Server</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>Entstanden</translation>
        </message>
        <message>
            <source>Packed</source>
            <translation>Gepackt</translation>
        </message>
        <message>
            <source>Unpacked</source>
            <translation>Entpackt</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Dateien</translation>
        </message>
        <message>
            <source>Chunks</source>
            <translation>Stücke</translation>
        </message>
        <message>
            <source>Architecture</source>
            <translation>Architektur</translation>
        </message>
        <message>
            <source>Digest</source>
            <translation>Prüfsumme</translation>
        </message>
        <message>
            <source>Signature</source>
            <translation>Signatur</translation>
        </message>
        <message>
            <source>Packages</source>
            <translation>Pakete</translation>
        </message>
        <message>
            <source>not listed</source>
            <translation>nicht aufgelistet</translation>
        </message>
        <message>
            <source>Runs on</source>
            <translation>Läuft auf</translation>
        </message>
        <message>
            <source>On the way to</source>
            <translation>Unterwegs zu</translation>
        </message>
        <message>
            <source>A node that has %1 fetches</source>
            <translation>Ein Knoten mit %1 holt</translation>
        </message>
        <message>
            <source>Packages that differ</source>
            <translation>Pakete, die sich unterscheiden</translation>
        </message>
        <message>
            <source>not there</source>
            <translation>nicht da</translation>
        </message>
    </context>
    <context>
        <name>cid::DiskList</name>
        <message>
            <source>Disks and slots</source>
            <translation>Platten und Steckplätze</translation>
        </message>
        <message>
            <source>Disk or partition</source>
            <translation>Platte oder Partition</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Model or image</source>
            <translation>Modell oder Abbild</translation>
        </message>
        <message>
            <source>Serial number or version</source>
            <translation>Seriennummer oder Version</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>notP's own</source>
            <translation>von notP</translation>
        </message>
        <message>
            <source>blank</source>
            <translation>leer</translation>
        </message>
        <message>
            <source>foreign: %1</source>
            <translation>fremd: %1</translation>
        </message>
        <message>
            <source>partition %1</source>
            <translation>Partition %1</translation>
        </message>
        <message>
            <source>a slot</source>
            <translation>ein Steckplatz</translation>
        </message>
        <message>
            <source>whole</source>
            <translation>vollständig</translation>
        </message>
        <message>
            <source>empty</source>
            <translation>leer</translation>
        </message>
        <message>
            <source>begun, not whole</source>
            <translation>begonnen, nicht vollständig</translation>
        </message>
        <message>
            <source>runs</source>
            <translation>läuft</translation>
        </message>
        <message>
            <source>starts next</source>
            <translation>startet als Nächstes</translation>
        </message>
    </context>
</TS>
