<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
    <context>
        <name>SavedServer</name>
        <message>
            <source>"%1" is no address: use host or host:port</source>
            <translation>« %1 » n’est pas une adresse : hôte ou hôte:port</translation>
        </message>
        <message>
            <source>Name the server: host or host:port</source>
            <translation>Nommez le serveur : hôte ou hôte:port</translation>
        </message>
        <message>
            <source>A key is %1 hexadecimal digits; this has %2 characters</source>
            <translation>Une clé a %1 chiffres hexadécimaux ; ceci a %2 caractères</translation>
        </message>
    </context>
    <context>
        <name>StateLook</name>
        <message>
            <source>Never heard of</source>
            <translation>Jamais entendu</translation>
        </message>
        <message>
            <source>Discovered</source>
            <translation>Découvert</translation>
        </message>
        <message>
            <source>Netbooted</source>
            <translation>Démarré par réseau</translation>
        </message>
        <message>
            <source>Not armed</source>
            <translation>Non armé</translation>
        </message>
        <message>
            <source>Partitioning</source>
            <translation>Partitionnement</translation>
        </message>
        <message>
            <source>Installing Blancmange</source>
            <translation>Installe Blancmange</translation>
        </message>
        <message>
            <source>Rebooting (1)</source>
            <translation>Redémarrage (1)</translation>
        </message>
        <message>
            <source>In Blancmange</source>
            <translation>Dans Blancmange</translation>
        </message>
        <message>
            <source>Installing</source>
            <translation>Installation</translation>
        </message>
        <message>
            <source>Configuring</source>
            <translation>Configuration</translation>
        </message>
        <message>
            <source>Boot loader</source>
            <translation>Chargeur d’amorçage</translation>
        </message>
        <message>
            <source>Rebooting (2)</source>
            <translation>Redémarrage (2)</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>En marche</translation>
        </message>
        <message>
            <source>Armed</source>
            <translation>Armé</translation>
        </message>
        <message>
            <source>Rebooting to Blancmange</source>
            <translation>Redémarre vers Blancmange</translation>
        </message>
        <message>
            <source>Switching image</source>
            <translation>Change d’image</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Échoué</translation>
        </message>
        <message>
            <source>Lost</source>
            <translation>Perdu</translation>
        </message>
        <message>
            <source>Getting ready</source>
            <translation>Se prépare</translation>
        </message>
        <message>
            <source>Queued</source>
            <translation>En attente</translation>
        </message>
        <message>
            <source>Under way</source>
            <translation>En cours</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Terminé</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>Annulé</translation>
        </message>
    </context>
    <context>
        <name>cid::AdoptDialog</name>
        <message>
            <source>Machines that have no name yet</source>
            <translation>Machines encore sans nom</translation>
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
            <translation>Vue la première fois</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>Processeur</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Mémoire</translation>
        </message>
        <message>
            <source>New name</source>
            <translation>Nouveau nom</translation>
        </message>
        <message>
            <source>Names</source>
            <translation>Noms</translation>
        </message>
        <message>
            <source>Adopt</source>
            <translation>Adopter</translation>
        </message>
        <message>
            <source>The ticked machines get these names, in the order of power-on:</source>
            <translation>Les machines cochées reçoivent ces noms, dans l’ordre d’allumage :</translation>
        </message>
        <message>
            <source>There are none: every machine that has connected has a name.</source>
            <translation>Il n’y en a pas : chaque machine connectée a un nom.</translation>
        </message>
    </context>
    <context>
        <name>cid::CommandPalette</name>
        <message>
            <source>Commands</source>
            <translation>Commandes</translation>
        </message>
        <message>
            <source>What do you want to do?</source>
            <translation>Que voulez-vous faire ?</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>Commande</translation>
        </message>
        <message>
            <source>Commands that fit</source>
            <translation>Commandes correspondantes</translation>
        </message>
    </context>
    <context>
        <name>cid::ConnectPage</name>
        <message>
            <source>New server</source>
            <translation>Nouveau serveur</translation>
        </message>
        <message>
            <source>Forget this server</source>
            <translation>Oublier ce serveur</translation>
        </message>
        <message>
            <source>Take this machine's cid.conf</source>
            <translation>Prendre le cid.conf de cette machine</translation>
        </message>
        <message>
            <source>Saved servers</source>
            <translation>Serveurs enregistrés</translation>
        </message>
        <message>
            <source>cluster.example.org or host:port</source>
            <translation>cluster.example.org ou hôte:port</translation>
        </message>
        <message>
            <source>a file with the operator key</source>
            <translation>un fichier avec la clé d’opérateur</translation>
        </message>
        <message>
            <source>Choose the key file</source>
            <translation>Choisir le fichier de clé</translation>
        </message>
        <message>
            <source>or paste the key: it is kept in the desktop's keyring</source>
            <translation>ou collez la clé : elle est gardée dans le trousseau du bureau</translation>
        </message>
        <message>
            <source>asked at the first contact</source>
            <translation>demandée au premier contact</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>Connexion</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nom</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>Key file</source>
            <translation>Fichier de clé</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Clé</translation>
        </message>
        <message>
            <source>Fingerprint</source>
            <translation>Empreinte</translation>
        </message>
        <message>
            <source>Connect to a cidd</source>
            <translation>Se connecter à un cidd</translation>
        </message>
        <message>
            <source>Asking %1 who it is…</source>
            <translation>Demande à %1 qui il est…</translation>
        </message>
        <message>
            <source>A server that was never seen</source>
            <translation>Un serveur jamais vu</translation>
        </message>
        <message>
            <source>%1 was never connected to before. Is this its fingerprint?</source>
            <translation>Aucune connexion à %1 n’a encore eu lieu. Est-ce son empreinte ?</translation>
        </message>
        <message>
            <source>&lt;code&gt;%1&lt;/code&gt;&lt;br&gt;&lt;br&gt;"cidd --genkey" prints it on the server. With a wrong one somebody else is listening there.</source>
            <translation>&lt;code&gt;%1&lt;/code&gt;&lt;br&gt;&lt;br&gt;« cidd --genkey » l’affiche sur le serveur. Si elle est fausse, quelqu’un d’autre écoute là-bas.</translation>
        </message>
        <message>
            <source>Nothing was sent to the server.</source>
            <translation>Rien n’a été envoyé au serveur.</translation>
        </message>
        <message>
            <source>This cluster</source>
            <translation>Cette grappe</translation>
        </message>
    </context>
    <context>
        <name>cid::ConnectionBanner</name>
        <message>
            <source>Try now</source>
            <translation>Essayer maintenant</translation>
        </message>
        <message>
            <source>Connection</source>
            <translation>Connexion</translation>
        </message>
        <message>
            <source>Not connected for %1; what you see is that old.</source>
            <translation>Non connecté depuis %1 ; ce que vous voyez a cet âge.</translation>
        </message>
        <message>
            <source>Connecting to %1…</source>
            <translation>Connexion à %1…</translation>
        </message>
    </context>
    <context>
        <name>cid::DeployDialog</name>
        <message>
            <source>Reinstall nodes</source>
            <translation>Réinstaller des nœuds</translation>
        </message>
        <message>
            <source>Deploy an image</source>
            <translation>Déployer une image</translation>
        </message>
        <message>
            <source>Install anew also where the image already runs</source>
            <translation>Réinstaller aussi là où l’image tourne déjà</translation>
        </message>
        <message>
            <source>Also nodes that jobs hold</source>
            <translation>Aussi les nœuds que des travaux retiennent</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>Nœuds</translation>
        </message>
        <message>
            <source>What happens</source>
            <translation>Ce qui se passe</translation>
        </message>
        <message>
            <source>What happens on which nodes</source>
            <translation>Ce qui se passe sur quels nœuds</translation>
        </message>
        <message>
            <source>Number of nodes</source>
            <translation>Nombre de nœuds</translation>
        </message>
        <message>
            <source>Reinstall</source>
            <translation>Réinstaller</translation>
        </message>
        <message>
            <source>Deploy</source>
            <translation>Déployer</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Image</translation>
        </message>
        <message>
            <source>nothing: it runs already</source>
            <translation>rien : elle tourne déjà</translation>
        </message>
        <message>
            <source>install</source>
            <translation>installer</translation>
        </message>
        <message>
            <source>switch to the slot that has it</source>
            <translation>basculer vers l’emplacement qui l’a</translation>
        </message>
        <message>
            <source>cannot take part</source>
            <translation>ne peut pas participer</translation>
        </message>
        <message numerus="yes">
            <source>%n node(s) will be brought into %1.</source>
            <translation>
                <numerusform>%n nœud passera à %1.</numerusform>
                <numerusform>%n nœuds passeront à %1.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n run(s) it already.</source>
            <translation>
                <numerusform>%n l’exécute déjà.</numerusform>
                <numerusform>%n l’exécutent déjà.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cannot take part and will be left out.</source>
            <translation>
                <numerusform>%n ne peut pas participer et sera laissé de côté.</numerusform>
                <numerusform>%n ne peuvent pas participer et seront laissés de côté.</numerusform>
            </translation>
        </message>
        <message>
            <source>That is many. Type their number, %1:</source>
            <translation>C’est beaucoup. Tapez leur nombre, %1 :</translation>
        </message>
        <message>
            <source>What is written, or why not</source>
            <translation>Ce qui est écrit, ou pourquoi rien</translation>
        </message>
        <message>
            <source>install once it is up</source>
            <translation>installer dès qu’il est là</translation>
        </message>
        <message>
            <source>the node has not told which disks it has</source>
            <translation>le nœud n’a pas dit quels disques il a</translation>
        </message>
        <message>
            <source>no disk</source>
            <translation>aucun disque</translation>
        </message>
        <message>
            <source>one slot of %1</source>
            <translation>un emplacement de %1</translation>
        </message>
        <message>
            <source>the other partitions stay</source>
            <translation>les autres partitions restent</translation>
        </message>
        <message>
            <source>all of %1 is divided anew</source>
            <translation>tout %1 est repartitionné</translation>
        </message>
        <message>
            <source>all of %1 is divided anew, but for %2</source>
            <translation>tout %1 est repartitionné, sauf %2</translation>
        </message>
    </context>
    <context>
        <name>cid::EventTable</name>
        <message>
            <source>Time</source>
            <translation>Heure</translation>
        </message>
        <message>
            <source>Node</source>
            <translation>Nœud</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Quoi</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>Changement</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>Durée</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>Travail</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>Qui</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Raison</translation>
        </message>
        <message>
            <source>stage</source>
            <translation>étape</translation>
        </message>
        <message>
            <source>stage failed</source>
            <translation>étape échouée</translation>
        </message>
        <message>
            <source>job</source>
            <translation>travail</translation>
        </message>
        <message>
            <source>order</source>
            <translation>ordre</translation>
        </message>
        <message>
            <source>refused</source>
            <translation>refusé</translation>
        </message>
        <message>
            <source>enrolled</source>
            <translation>inscrit</translation>
        </message>
        <message>
            <source>adopted</source>
            <translation>adopté</translation>
        </message>
        <message>
            <source>conflict</source>
            <translation>conflit</translation>
        </message>
        <message>
            <source>file saved</source>
            <translation>fichier enregistré</translation>
        </message>
        <message>
            <source>build begun</source>
            <translation>construction commencée</translation>
        </message>
        <message>
            <source>built</source>
            <translation>construit</translation>
        </message>
        <message>
            <source>build failed</source>
            <translation>construction échouée</translation>
        </message>
        <message>
            <source>capture begun</source>
            <translation>capture commencée</translation>
        </message>
        <message>
            <source>captured</source>
            <translation>capturé</translation>
        </message>
        <message>
            <source>capture failed</source>
            <translation>capture échouée</translation>
        </message>
        <message>
            <source>capture cancelled</source>
            <translation>capture annulée</translation>
        </message>
    </context>
    <context>
        <name>cid::EventsPage</name>
        <message>
            <source>Search the events</source>
            <translation>Chercher dans les événements</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>Événements</translation>
        </message>
    </context>
    <context>
        <name>cid::FilterLine</name>
        <message>
            <source>Filter: rack3 stage:installing rate&lt;50 image:linux-1.*</source>
            <translation>Filtre : rack3 stage:installing rate&lt;50 image:linux-1.*</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>Filtre</translation>
        </message>
        <message>
            <source>Host lists, groups and terms such as stage:failed, is:busy, rate&lt;50</source>
            <translation>Listes de nœuds, groupes et termes comme stage:failed, is:busy, rate&lt;50</translation>
        </message>
        <message>
            <source>Saved filters</source>
            <translation>Filtres enregistrés</translation>
        </message>
        <message>
            <source>Forget this filter</source>
            <translation>Oublier ce filtre</translation>
        </message>
        <message>
            <source>Save this filter</source>
            <translation>Enregistrer ce filtre</translation>
        </message>
    </context>
    <context>
        <name>cid::HeatMap</name>
        <message>
            <source>Heat map of all nodes</source>
            <translation>Carte de tous les nœuds</translation>
        </message>
        <message>
            <source>Arrow keys move, Shift selects more, the node table shows the same nodes</source>
            <translation>Les flèches déplacent, Maj sélectionne plus, la table montre les mêmes nœuds</translation>
        </message>
        <message>
            <source>(no group)</source>
            <translation>(sans groupe)</translation>
        </message>
        <message>
            <source>No nodes yet</source>
            <translation>Pas encore de nœuds</translation>
        </message>
        <message>
            <source>%1 % at %2</source>
            <translation>%1 % à %2</translation>
        </message>
        <message>
            <source>wanted: %1</source>
            <translation>voulue : %1</translation>
        </message>
    </context>
    <context>
        <name>cid::JobPlot</name>
        <message>
            <source>The job over time</source>
            <translation>Le travail dans le temps</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Échoué</translation>
        </message>
        <message>
            <source>Busy</source>
            <translation>Occupé</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>En marche</translation>
        </message>
        <message>
            <source>MB/s</source>
            <translation>Mo/s</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>Nœuds</translation>
        </message>
    </context>
    <context>
        <name>cid::JobTable</name>
        <message>
            <source>Running</source>
            <translation>En marche</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Terminé</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Échoué</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>Annulé</translation>
        </message>
        <message>
            <source>operator</source>
            <translation>opérateur</translation>
        </message>
        <message>
            <source>scheduler</source>
            <translation>ordonnanceur</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>Travail</translation>
        </message>
        <message>
            <source>State</source>
            <translation>État</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Image</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>Nœuds</translation>
        </message>
        <message>
            <source>Which</source>
            <translation>Lesquels</translation>
        </message>
        <message>
            <source>Asked by</source>
            <translation>Demandé par</translation>
        </message>
        <message>
            <source>Begun</source>
            <translation>Commencé</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>Durée</translation>
        </message>
    </context>
    <context>
        <name>cid::JobsPage</name>
        <message>
            <source>Cancel this job…</source>
            <translation>Annuler ce travail…</translation>
        </message>
        <message>
            <source>Show its nodes</source>
            <translation>Montrer ses nœuds</translation>
        </message>
        <message>
            <source>Replay</source>
            <translation>Rejouer</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>Travaux</translation>
        </message>
        <message>
            <source>Select a job</source>
            <translation>Choisissez un travail</translation>
        </message>
        <message>
            <source>Moment of the replay</source>
            <translation>Moment de la relecture</translation>
        </message>
        <message>
            <source>Failures and stragglers</source>
            <translation>Échecs et retardataires</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Quoi</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>Nœuds</translation>
        </message>
        <message>
            <source>Which</source>
            <translation>Lesquels</translation>
        </message>
        <message numerus="yes">
            <source>Job %1: %2 on %n node(s) — %3</source>
            <translation>
                <numerusform>Travail %1 : %2 sur %n nœud — %3</numerusform>
                <numerusform>Travail %1 : %2 sur %n nœuds — %3</numerusform>
            </translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>Annulé</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1 : %2</translation>
        </message>
        <message>
            <source>Over three times as slow as the others</source>
            <translation>Plus de trois fois plus lents que les autres</translation>
        </message>
        <message>
            <source>%1: %2 busy, %3 running, %4 failed</source>
            <translation>%1 : %2 occupés, %3 en marche, %4 échoués</translation>
        </message>
        <message>
            <source>Cancel a job</source>
            <translation>Annuler un travail</translation>
        </message>
        <message>
            <source>Cancel job %1?</source>
            <translation>Annuler le travail %1 ?</translation>
        </message>
        <message>
            <source>Its nodes stay where they are: %1</source>
            <translation>Ses nœuds restent où ils sont : %1</translation>
        </message>
        <message>
            <source>Cancel the job</source>
            <translation>Annuler le travail</translation>
        </message>
        <message>
            <source>Leave it</source>
            <translation>Le laisser</translation>
        </message>
        <message>
            <source>Job %1 is cancelled.</source>
            <translation>Le travail %1 est annulé.</translation>
        </message>
    </context>
    <context>
        <name>cid::KeyVault</name>
        <message>
            <source>No key is kept for %1</source>
            <translation>Aucune clé n’est gardée pour %1</translation>
        </message>
        <message>
            <source>%1 can be read by others: chmod 600 it, and make a new key if it was so for long</source>
            <translation>%1 est lisible par d’autres : chmod 600, et une nouvelle clé si cela dure depuis longtemps</translation>
        </message>
    </context>
    <context>
        <name>cid::MainWindow</name>
        <message>
            <source>Pages</source>
            <translation>Pages</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>Connexion</translation>
        </message>
        <message>
            <source>&amp;Console</source>
            <translation>&amp;Console</translation>
        </message>
        <message>
            <source>All commands…</source>
            <translation>Toutes les commandes…</translation>
        </message>
        <message>
            <source>Let cidd read its files again</source>
            <translation>Faire relire ses fichiers à cidd</translation>
        </message>
        <message>
            <source>cidd has read its files again.</source>
            <translation>cidd a relu ses fichiers.</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Quitter</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>&amp;Affichage</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Comme le système</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Clair</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Sombre</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>&amp;Aide</translation>
        </message>
        <message>
            <source>About cid-console</source>
            <translation>À propos de cid-console</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>Nœuds</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>Travaux</translation>
        </message>
        <message>
            <source>&lt;h3&gt;cid-console %1&lt;/h3&gt;&lt;p&gt;The operator's desktop of notP.&lt;/p&gt;&lt;p&gt;Qt %2, server: %3&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
            <translation>&lt;h3&gt;cid-console %1&lt;/h3&gt;&lt;p&gt;Le bureau de l’opérateur de notP.&lt;/p&gt;&lt;p&gt;Qt %2, serveur : %3&lt;/p&gt;&lt;p&gt;Logiciel libre sous licence publique générale GNU, version 3 ou ultérieure.&lt;/p&gt;</translation>
        </message>
        <message>
            <source>none</source>
            <translation>aucun</translation>
        </message>
        <message>
            <source>%1 — cid-console</source>
            <translation>%1 — cid-console</translation>
        </message>
        <message>
            <source>Demonstration</source>
            <translation>Démonstration</translation>
        </message>
        <message>
            <source>&amp;Language</source>
            <translation>&amp;Langue</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>Réglages…</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>Événements</translation>
        </message>
        <message>
            <source>Job %1 is over: %2</source>
            <translation>Le travail %1 est fini : %2</translation>
        </message>
        <message>
            <source>%1 % of the nodes have failed</source>
            <translation>%1 % des nœuds ont échoué</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>Images</translation>
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
            <translation>Journal</translation>
        </message>
        <message>
            <source>Search the log</source>
            <translation>Chercher dans le journal</translation>
        </message>
        <message>
            <source>Hardware</source>
            <translation>Matériel</translation>
        </message>
        <message>
            <source>Part</source>
            <translation>Élément</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Valeur</translation>
        </message>
        <message>
            <source>Deployments</source>
            <translation>Déploiements</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Quand</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Image</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Résultat</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>Durée</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>Travail</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Raison</translation>
        </message>
        <message>
            <source>Stages</source>
            <translation>Étapes</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Historique</translation>
        </message>
        <message>
            <source>Select a node</source>
            <translation>Choisissez un nœud</translation>
        </message>
        <message>
            <source>%1 — %2</source>
            <translation>%1 — %2</translation>
        </message>
        <message>
            <source>runs %1</source>
            <translation>exécute %1</translation>
        </message>
        <message>
            <source>wanted %1 (attempt %2)</source>
            <translation>voulue %1 (essai %2)</translation>
        </message>
        <message>
            <source>job %1</source>
            <translation>travail %1</translation>
        </message>
        <message>
            <source>%1, not connected</source>
            <translation>%1, non connecté</translation>
        </message>
        <message>
            <source>Failed in "%1": %2</source>
            <translation>Échec à « %1 » : %2</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>Processeur</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Mémoire</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Réseau</translation>
        </message>
        <message>
            <source>Layout</source>
            <translation>Agencement</translation>
        </message>
        <message>
            <source>Disk wanted</source>
            <translation>Disque voulu</translation>
        </message>
        <message>
            <source>the only one</source>
            <translation>le seul</translation>
        </message>
        <message>
            <source>Default image</source>
            <translation>Image par défaut</translation>
        </message>
        <message>
            <source>About the node</source>
            <translation>À propos du nœud</translation>
        </message>
        <message>
            <source>Disks</source>
            <translation>Disques</translation>
        </message>
    </context>
    <context>
        <name>cid::NodeTable</name>
        <message>
            <source>%1 MB/s</source>
            <translation>%1 Mo/s</translation>
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
            <translation>%1 j %2 h</translation>
        </message>
        <message>
            <source>Node</source>
            <translation>Nœud</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>Groupe</translation>
        </message>
        <message>
            <source>Stage</source>
            <translation>Étape</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>Progression</translation>
        </message>
        <message>
            <source>Rate</source>
            <translation>Débit</translation>
        </message>
        <message>
            <source>Trend</source>
            <translation>Tendance</translation>
        </message>
        <message>
            <source>Time left</source>
            <translation>Reste</translation>
        </message>
        <message>
            <source>In stage</source>
            <translation>Dans l’étape</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Image</translation>
        </message>
        <message>
            <source>Wanted</source>
            <translation>Voulue</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>Travail</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Raison</translation>
        </message>
        <message>
            <source>Last seen</source>
            <translation>Vu</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>Attempt</source>
            <translation>Essai</translation>
        </message>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>never</source>
            <translation>jamais</translation>
        </message>
        <message>
            <source>now</source>
            <translation>maintenant</translation>
        </message>
        <message>
            <source>%1 ago</source>
            <translation>il y a %1</translation>
        </message>
        <message>
            <source>%1 (drifted?)</source>
            <translation>%1 (modifiée ?)</translation>
        </message>
        <message>
            <source>(no group)</source>
            <translation>(sans groupe)</translation>
        </message>
        <message numerus="yes">
            <source>%1: %n node(s)</source>
            <translation>
                <numerusform>%1 : %n nœud</numerusform>
                <numerusform>%1 : %n nœuds</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n busy</source>
            <translation>
                <numerusform>%n occupé</numerusform>
                <numerusform>%n occupés</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n failed or lost</source>
            <translation>
                <numerusform>%n échoué ou perdu</numerusform>
                <numerusform>%n échoués ou perdus</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>cid::NodeView</name>
        <message>
            <source>Nodes</source>
            <translation>Nœuds</translation>
        </message>
        <message>
            <source>Columns</source>
            <translation>Colonnes</translation>
        </message>
        <message>
            <source>Columns…</source>
            <translation>Colonnes…</translation>
        </message>
    </context>
    <context>
        <name>cid::NodesPage</name>
        <message numerus="yes">
            <source>Job %1 has begun on %n node(s).</source>
            <translation>
                <numerusform>Le travail %1 a commencé sur %n nœud.</numerusform>
                <numerusform>Le travail %1 a commencé sur %n nœuds.</numerusform>
            </translation>
        </message>
        <message>
            <source>None of the selected nodes belongs to a job.</source>
            <translation>Aucun des nœuds choisis n’appartient à un travail.</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1 : %2</translation>
        </message>
        <message>
            <source>Cancel jobs</source>
            <translation>Annuler des travaux</translation>
        </message>
        <message numerus="yes">
            <source>Cancel %n job(s), on all of their nodes?</source>
            <translation>
                <numerusform>Annuler %n travail, sur tous ses nœuds ?</numerusform>
                <numerusform>Annuler %n travaux, sur tous leurs nœuds ?</numerusform>
            </translation>
        </message>
        <message>
            <source>Cancel the jobs</source>
            <translation>Annuler les travaux</translation>
        </message>
        <message>
            <source>Leave them</source>
            <translation>Les laisser</translation>
        </message>
        <message>
            <source>Job %1 is cancelled.</source>
            <translation>Le travail %1 est annulé.</translation>
        </message>
        <message>
            <source>%1 has not told which disks it has.</source>
            <translation>%1 n’a pas dit quels disques il a.</translation>
        </message>
        <message>
            <source>notP's own</source>
            <translation>de notP</translation>
        </message>
        <message>
            <source>blank</source>
            <translation>vierge</translation>
        </message>
        <message>
            <source>foreign: %1</source>
            <translation>étranger : %1</translation>
        </message>
        <message>
            <source>Allow one wipe on %1</source>
            <translation>Permettre un effacement sur %1</translation>
        </message>
        <message>
            <source>The next installation may erase one disk of %1, whatever is on it:

%2

Type the serial number of that disk:</source>
            <translation>La prochaine installation pourra effacer un disque de %1, quoi qu’il contienne :

%2

Tapez le numéro de série de ce disque :</translation>
        </message>
        <message>
            <source>%1 has no disk with the serial number "%2": nothing was allowed.</source>
            <translation>%1 n’a pas de disque au numéro de série « %2 » : rien n’a été permis.</translation>
        </message>
        <message>
            <source>%1 may be wiped once.</source>
            <translation>%1 peut être effacé une fois.</translation>
        </message>
        <message>
            <source>Copied: %1</source>
            <translation>Copié : %1</translation>
        </message>
        <message>
            <source>Written: %1</source>
            <translation>Écrit : %1</translation>
        </message>
        <message>
            <source>Export the heat map</source>
            <translation>Exporter la carte</translation>
        </message>
        <message>
            <source>SVG (*.svg);;PNG (*.png)</source>
            <translation>SVG (*.svg);;PNG (*.png)</translation>
        </message>
        <message>
            <source>%1 could not be written.</source>
            <translation>%1 n’a pu être écrit.</translation>
        </message>
        <message>
            <source>Deploy…</source>
            <translation>Déployer…</translation>
        </message>
        <message>
            <source>Reinstall…</source>
            <translation>Réinstaller…</translation>
        </message>
        <message>
            <source>Cancel their jobs…</source>
            <translation>Annuler leurs travaux…</translation>
        </message>
        <message>
            <source>Allow a wipe…</source>
            <translation>Permettre un effacement…</translation>
        </message>
        <message>
            <source>Open a shell</source>
            <translation>Ouvrir un shell</translation>
        </message>
        <message>
            <source>Copy the host list</source>
            <translation>Copier la liste des nœuds</translation>
        </message>
        <message>
            <source>Select all that match</source>
            <translation>Choisir tous ceux qui conviennent</translation>
        </message>
        <message>
            <source>Export the heat map…</source>
            <translation>Exporter la carte…</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>Table</translation>
        </message>
        <message>
            <source>Heat map</source>
            <translation>Carte</translation>
        </message>
        <message>
            <source>By group</source>
            <translation>Par groupe</translation>
        </message>
        <message>
            <source>Filter the nodes</source>
            <translation>Filtrer les nœuds</translation>
        </message>
        <message numerus="yes">
            <source>%n selected</source>
            <translation>
                <numerusform>%n choisi</numerusform>
                <numerusform>%n choisis</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 sur %2</translation>
        </message>
        <message numerus="yes">
            <source>%n machine(s) now have a name.</source>
            <translation>
                <numerusform>%n machine a maintenant un nom.</numerusform>
                <numerusform>%n machines ont maintenant un nom.</numerusform>
            </translation>
        </message>
        <message>
            <source>Adopt machines…</source>
            <translation>Adopter des machines…</translation>
        </message>
        <message>
            <source>%1 is captured.</source>
            <translation>%1 est capturée.</translation>
        </message>
        <message>
            <source>Set a power command in the settings first.</source>
            <translation>Réglez d’abord une commande d’alimentation.</translation>
        </message>
        <message>
            <source>Capture…</source>
            <translation>Capturer…</translation>
        </message>
        <message>
            <source>Open the serial console</source>
            <translation>Ouvrir la console série</translation>
        </message>
        <message>
            <source>Power…</source>
            <translation>Alimentation…</translation>
        </message>
        <message numerus="yes">
            <source>Opened for the first %n node(s) only.</source>
            <translation>
                <numerusform>Ouvert pour le premier %n nœud seulement.</numerusform>
                <numerusform>Ouvert pour les %n premiers nœuds seulement.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>cid::SettingsDialog</name>
        <message>
            <source>Tell when a job is over</source>
            <translation>Dire quand un travail est fini</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Réglages</translation>
        </message>
        <message>
            <source>Type the number above</source>
            <translation>Faire taper le nombre au-delà de</translation>
        </message>
        <message>
            <source> %</source>
            <translation> %</translation>
        </message>
        <message>
            <source>Warn when more have failed</source>
            <translation>Avertir si davantage échouent</translation>
        </message>
        <message>
            <source>Command of a shell</source>
            <translation>Commande d’un shell</translation>
        </message>
        <message>
            <source>Command of a serial console</source>
            <translation>Commande d’une console série</translation>
        </message>
        <message>
            <source>Power command</source>
            <translation>Commande d’alimentation</translation>
        </message>
        <message>
            <source>The commands run on this machine. %n stands for the node's name; %a for on, off or cycle.</source>
            <translation>Les commandes s’exécutent sur cette machine. %n est le nom du nœud ; %a est on, off ou cycle.</translation>
        </message>
    </context>
    <context>
        <name>cid::StageStrip</name>
        <message>
            <source>Nodes by stage</source>
            <translation>Nœuds par étape</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Terminé</translation>
        </message>
        <message>
            <source>Queued</source>
            <translation>En attente</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Échoué</translation>
        </message>
    </context>
    <context>
        <name>cid::StateBar</name>
        <message>
            <source>All</source>
            <translation>Tous</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>En marche</translation>
        </message>
        <message>
            <source>Busy</source>
            <translation>Occupé</translation>
        </message>
        <message>
            <source>Not armed</source>
            <translation>Non armé</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Échoué</translation>
        </message>
        <message>
            <source>Lost</source>
            <translation>Perdu</translation>
        </message>
    </context>
    <context>
        <name>cid::TimelineView</name>
        <message>
            <source>Stages of this deployment</source>
            <translation>Étapes de ce déploiement</translation>
        </message>
        <message>
            <source>No deployment yet</source>
            <translation>Pas encore de déploiement</translation>
        </message>
        <message>
            <source>| median of this job's nodes</source>
            <translation>| médiane des nœuds de ce travail</translation>
        </message>
    </context>
    <context>
        <name>cid::BlancmangePage</name>
        <message>
            <source>Build</source>
            <translation>Construire</translation>
        </message>
    </context>
    <context>
        <name>cid::BuildPane</name>
        <message>
            <source>Cancel the build</source>
            <translation>Annuler la construction</translation>
        </message>
        <message>
            <source>The same once more…</source>
            <translation>Encore la même chose…</translation>
        </message>
        <message>
            <source>Copy the command</source>
            <translation>Copier la commande</translation>
        </message>
        <message>
            <source>Builds</source>
            <translation>Constructions</translation>
        </message>
        <message>
            <source>Log of the build</source>
            <translation>Journal de la construction</translation>
        </message>
        <message>
            <source>Progress of the build</source>
            <translation>Progression de la construction</translation>
        </message>
        <message>
            <source>%1 % · %2 left</source>
            <translation>%1 % · encore %2</translation>
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
            <translation>1. Obtenir les paquets</translation>
        </message>
        <message>
            <source>2. Build packages</source>
            <translation>2. Construire les paquets</translation>
        </message>
        <message>
            <source>3. Assemble</source>
            <translation>3. Assembler</translation>
        </message>
        <message>
            <source>Publish…</source>
            <translation>Publier…</translation>
        </message>
        <message>
            <source>Newest versions</source>
            <translation>Dernières versions</translation>
        </message>
        <message>
            <source>Step 1 takes what the mirror offers now, whatever the lock file says</source>
            <translation>L’étape 1 prend ce que le miroir offre maintenant, quoi que dise le fichier de verrouillage</translation>
        </message>
        <message>
            <source>%1 (%2, %3)</source>
            <translation>%1 (%2, %3)</translation>
        </message>
        <message>
            <source>%1: nothing yet</source>
            <translation>%1 : rien encore</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1 : %2</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>Créé</translation>
        </message>
        <message>
            <source>Published</source>
            <translation>Publié</translation>
        </message>
        <message>
            <source>Fetched and built before: %1</source>
            <translation>Déjà obtenu et construit : %1</translation>
        </message>
        <message>
            <source>I know: root's password in this Blancmange is "t00r", as shipped.</source>
            <translation>Je sais : le mot de passe de root dans ce Blancmange est « t00r », comme livré.</translation>
        </message>
        <message>
            <source>Acknowledge the warnings first</source>
            <translation>Prenez d’abord acte des avertissements</translation>
        </message>
        <message>
            <source>Publish Blancmange</source>
            <translation>Publier Blancmange</translation>
        </message>
        <message>
            <source>Machines that start from the network from now on get this Blancmange. What they got so far is kept beside it. Go on?</source>
            <translation>Les machines qui démarrent désormais par le réseau recevront ce Blancmange. Le précédent est conservé à côté. Continuer ?</translation>
        </message>
        <message>
            <source>Publish</source>
            <translation>Publier</translation>
        </message>
    </context>
    <context>
        <name>cid::BuildTable</name>
        <message>
            <source>Image %1</source>
            <translation>Image %1</translation>
        </message>
        <message>
            <source>1. Get packages</source>
            <translation>1. Obtenir les paquets</translation>
        </message>
        <message>
            <source>2. Build packages</source>
            <translation>2. Construire les paquets</translation>
        </message>
        <message>
            <source>3. Assemble</source>
            <translation>3. Assembler</translation>
        </message>
        <message>
            <source>Publish</source>
            <translation>Publier</translation>
        </message>
        <message>
            <source>… waits</source>
            <translation>… attend</translation>
        </message>
        <message>
            <source>▸ runs</source>
            <translation>▸ en cours</translation>
        </message>
        <message>
            <source>✓ done</source>
            <translation>✓ fini</translation>
        </message>
        <message>
            <source>✕ failed</source>
            <translation>✕ échoué</translation>
        </message>
        <message>
            <source>○ cancelled</source>
            <translation>○ annulé</translation>
        </message>
        <message>
            <source>No.</source>
            <translation>N°</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Quoi</translation>
        </message>
        <message>
            <source>State</source>
            <translation>État</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>Qui</translation>
        </message>
        <message>
            <source>Asked</source>
            <translation>Demandé</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>Durée</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>Commande</translation>
        </message>
    </context>
    <context>
        <name>cid::ConfigEdit</name>
        <message>
            <source>Text of %1</source>
            <translation>Texte de %1</translation>
        </message>
    </context>
    <context>
        <name>cid::DiffView</name>
        <message>
            <source>Difference</source>
            <translation>Différence</translation>
        </message>
        <message>
            <source>There is no difference.</source>
            <translation>Il n’y a pas de différence.</translation>
        </message>
    </context>
    <context>
        <name>cid::DocumentBuffer</name>
        <message>
            <source>%1 cannot be written: unsaved changes would not survive a crash.</source>
            <translation>%1 ne peut être écrit : des changements non enregistrés ne survivraient pas à un plantage.</translation>
        </message>
        <message>
            <source>The text is larger than what the server takes over the network</source>
            <translation>Le texte est plus grand que ce que le serveur accepte par le réseau</translation>
        </message>
        <message>
            <source>The file can only be looked at here.</source>
            <translation>Le fichier ne peut qu’être consulté ici.</translation>
        </message>
    </context>
    <context>
        <name>cid::DocumentEditor</name>
        <message>
            <source>%1 is saved as version %2; cidd has read it.</source>
            <translation>%1 est enregistré comme version %2 ; cidd l’a lu.</translation>
        </message>
        <message>
            <source>This holds changes of an earlier run that were not saved. "Revert" drops them.</source>
            <translation>Ceci contient des changements non enregistrés d’une session antérieure. « Rétablir » les abandonne.</translation>
        </message>
        <message numerus="yes">
            <source>Somebody else changed the file meanwhile. Both versions stand between &lt;&lt;&lt;&lt;&lt;&lt;&lt; and &gt;&gt;&gt;&gt;&gt;&gt;&gt; at %n place(s): decide, and save again. "Undo" takes the merge back.</source>
            <translation>
                <numerusform>Quelqu’un d’autre a changé le fichier entre-temps. Les deux versions figurent entre &lt;&lt;&lt;&lt;&lt;&lt;&lt; et &gt;&gt;&gt;&gt;&gt;&gt;&gt; à %n endroit : décidez et enregistrez à nouveau. « Annuler » retire la fusion.</numerusform>
                <numerusform>Quelqu’un d’autre a changé le fichier entre-temps. Les deux versions figurent entre &lt;&lt;&lt;&lt;&lt;&lt;&lt; et &gt;&gt;&gt;&gt;&gt;&gt;&gt; à %n endroits : décidez et enregistrez à nouveau. « Annuler » retire la fusion.</numerusform>
            </translation>
        </message>
        <message>
            <source>Somebody else changed the file meanwhile; both changes are in the text now. Look at it and save again. "Undo" takes the merge back.</source>
            <translation>Quelqu’un d’autre a changé le fichier entre-temps ; les deux changements sont dans le texte. Vérifiez et enregistrez à nouveau. « Annuler » retire la fusion.</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>Enregistrer…</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Annuler</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>Refaire</translation>
        </message>
        <message>
            <source>Revert</source>
            <translation>Rétablir</translation>
        </message>
        <message>
            <source>Take this version back</source>
            <translation>Reprendre cette version</translation>
        </message>
        <message>
            <source>Versions</source>
            <translation>Versions</translation>
        </message>
        <message>
            <source>Form</source>
            <translation>Formulaire</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>Texte</translation>
        </message>
        <message>
            <source>changed</source>
            <translation>modifié</translation>
        </message>
        <message numerus="yes">
            <source>%n mistake(s)</source>
            <translation>
                <numerusform>%n erreur</numerusform>
                <numerusform>%n erreurs</numerusform>
            </translation>
        </message>
        <message>
            <source>line %1: %2</source>
            <translation>ligne %1 : %2</translation>
        </message>
        <message>
            <source>found on the server</source>
            <translation>trouvé sur le serveur</translation>
        </message>
        <message>
            <source>%1 · %2 · %3</source>
            <translation>%1 · %2 · %3</translation>
        </message>
        <message>
            <source>The old version is in the text; save it to make it the file again.</source>
            <translation>L’ancienne version est dans le texte ; enregistrez pour qu’elle redevienne le fichier.</translation>
        </message>
    </context>
    <context>
        <name>cid::FileTable</name>
        <message>
            <source>only here</source>
            <translation>seulement ici</translation>
        </message>
        <message>
            <source>only there</source>
            <translation>seulement là</translation>
        </message>
        <message>
            <source>differs</source>
            <translation>diffère</translation>
        </message>
        <message>
            <source>Path</source>
            <translation>Chemin</translation>
        </message>
        <message>
            <source>Mode</source>
            <translation>Droits</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Taille</translation>
        </message>
        <message>
            <source>Changed</source>
            <translation>Modifié</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>Différence</translation>
        </message>
    </context>
    <context>
        <name>cid::FormView</name>
        <message>
            <source>New section…</source>
            <translation>Nouvelle section…</translation>
        </message>
        <message>
            <source>Sections</source>
            <translation>Sections</translation>
        </message>
        <message>
            <source>The text cannot be read as sections; mend it in the text view. %1</source>
            <translation>Le texte n’est pas lisible en sections ; corrigez-le dans la vue texte. %1</translation>
        </message>
        <message>
            <source>This file holds bytes that are no text or would be lost here. It can only be looked at; edit it on the server.</source>
            <translation>Ce fichier contient des octets qui ne sont pas du texte ou seraient perdus ici. Il ne peut qu’être consulté ; modifiez-le sur le serveur.</translation>
        </message>
    </context>
    <context>
        <name>cid::ImagesPage</name>
        <message>
            <source>Ask for the images again</source>
            <translation>Redemander les images</translation>
        </message>
        <message>
            <source>Show the nodes that run it</source>
            <translation>Montrer les nœuds qui l’exécutent</translation>
        </message>
        <message>
            <source>Build image…</source>
            <translation>Construire une image…</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Fichiers</translation>
        </message>
        <message>
            <source>Builds</source>
            <translation>Constructions</translation>
        </message>
        <message>
            <source>Images in the catalogue</source>
            <translation>Images du catalogue</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Image</translation>
        </message>
        <message>
            <source>Used by</source>
            <translation>Utilisé par</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Taille</translation>
        </message>
        <message>
            <source>Unpacked</source>
            <translation>Décompacté</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>Créé</translation>
        </message>
        <message>
            <source>Digest</source>
            <translation>Empreinte</translation>
        </message>
        <message>
            <source>Compare with</source>
            <translation>Comparer avec</translation>
        </message>
        <message>
            <source>Part of a path</source>
            <translation>Partie d’un chemin</translation>
        </message>
        <message>
            <source>Files of the image</source>
            <translation>Fichiers de l’image</translation>
        </message>
        <message>
            <source>compared with</source>
            <translation>comparé à</translation>
        </message>
        <message numerus="yes">
            <source>%n node(s)</source>
            <translation>
                <numerusform>%n nœud</numerusform>
                <numerusform>%n nœuds</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n on the way</source>
            <translation>
                <numerusform>%n en route</numerusform>
                <numerusform>%n en route</numerusform>
            </translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>rien</translation>
        </message>
        <message numerus="yes">
            <source>%n file(s)</source>
            <translation>
                <numerusform>%n fichier</numerusform>
                <numerusform>%n fichiers</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 is captured.</source>
            <translation>%1 est capturée.</translation>
        </message>
        <message>
            <source>Facts</source>
            <translation>Faits</translation>
        </message>
    </context>
    <context>
        <name>cid::MkimgDialog</name>
        <message>
            <source>Refuse what could not boot</source>
            <translation>Refuser ce qui ne pourrait démarrer</translation>
        </message>
        <message>
            <source>Build image</source>
            <translation>Construire une image</translation>
        </message>
        <message>
            <source>Name of the image</source>
            <translation>Nom de l’image</translation>
        </message>
        <message>
            <source>A folder on the server</source>
            <translation>Un dossier sur le serveur</translation>
        </message>
        <message>
            <source>Debian packages</source>
            <translation>Paquets Debian</translation>
        </message>
        <message>
            <source>A container image (OCI layout)</source>
            <translation>Une image de conteneur (format OCI)</translation>
        </message>
        <message>
            <source>Made of</source>
            <translation>Faite de</translation>
        </message>
        <message>
            <source>Folder on the server</source>
            <translation>Dossier sur le serveur</translation>
        </message>
        <message>
            <source>Debian release</source>
            <translation>Version de Debian</translation>
        </message>
        <message>
            <source>Packages</source>
            <translation>Paquets</translation>
        </message>
        <message>
            <source>Names, besides what every image needs to boot</source>
            <translation>Noms, en plus de ce qu’il faut à toute image pour démarrer</translation>
        </message>
        <message>
            <source>Left out</source>
            <translation>Laissé de côté</translation>
        </message>
        <message>
            <source>Paths, one a line, besides the built-in list</source>
            <translation>Chemins, un par ligne, en plus de la liste intégrée</translation>
        </message>
        <message>
            <source>Build</source>
            <translation>Construire</translation>
        </message>
        <message>
            <source>The name is NAME-VERSION-SUBVERSION, such as debian-12-1.</source>
            <translation>Le nom est NOM-VERSION-SOUSVERSION, par exemple debian-12-1.</translation>
        </message>
        <message>
            <source>Name a folder on the server by its whole path.</source>
            <translation>Indiquez un dossier du serveur par son chemin complet.</translation>
        </message>
        <message>
            <source>Name a Debian release.</source>
            <translation>Indiquez une version de Debian.</translation>
        </message>
        <message>
            <source>It is built on the server and goes on when you leave.</source>
            <translation>Cela se construit sur le serveur et continue si vous partez.</translation>
        </message>
        <message>
            <source>A running node</source>
            <translation>Un nœud en marche</translation>
        </message>
        <message>
            <source>Node</source>
            <translation>Nœud</translation>
        </message>
        <message>
            <source>Name a node that runs an image.</source>
            <translation>Nommez un nœud qui exécute une image.</translation>
        </message>
        <message>
            <source>The node packs what it runs, as long as the console is open.</source>
            <translation>Le nœud empaquette ce qu’il exécute, tant que la console est ouverte.</translation>
        </message>
        <message>
            <source>Keep the image also where files change while they are read</source>
            <translation>Garder l’image même si des fichiers changent pendant la lecture</translation>
        </message>
    </context>
    <context>
        <name>cid::SaveDialog</name>
        <message>
            <source>Save %1</source>
            <translation>Enregistrer %1</translation>
        </message>
        <message>
            <source>This is what changes in %1 on the server:</source>
            <translation>Voici ce qui change dans %1 sur le serveur :</translation>
        </message>
    </context>
    <context>
        <name>cid::SectionDialog</name>
        <message>
            <source>New section</source>
            <translation>Nouvelle section</translation>
        </message>
        <message>
            <source>Kind of section</source>
            <translation>Type de section</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nom</translation>
        </message>
        <message>
            <source>That section is there already.</source>
            <translation>Cette section existe déjà.</translation>
        </message>
    </context>
    <context>
        <name>cid::SizeChart</name>
        <message>
            <source>Sizes by package</source>
            <translation>Tailles par paquet</translation>
        </message>
        <message>
            <source>MB in the initramfs</source>
            <translation>Mo dans l’initramfs</translation>
        </message>
        <message>
            <source>Unpacked</source>
            <translation>Décompacté</translation>
        </message>
        <message>
            <source>Packed</source>
            <translation>Compacté</translation>
        </message>
        <message>
            <source>%1: %2 packed, %3 unpacked</source>
            <translation>%1 : %2 compacté, %3 décompacté</translation>
        </message>
    </context>
    <context>
        <name>cid::TablePrinter</name>
        <message>
            <source>Page %1 of %2</source>
            <translation>Page %1 sur %2</translation>
        </message>
    </context>
    <context>
        <name>cid::TableTools</name>
        <message>
            <source>Export "%1"…</source>
            <translation>Exporter « %1 »…</translation>
        </message>
        <message>
            <source>Print "%1"…</source>
            <translation>Imprimer « %1 »…</translation>
        </message>
        <message>
            <source>Copy the selected rows</source>
            <translation>Copier les lignes choisies</translation>
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
            <translation>Écrit : %1</translation>
        </message>
        <message>
            <source>%1 could not be written.</source>
            <translation>%1 n’a pu être écrit.</translation>
        </message>
        <message>
            <source>Printed: %1</source>
            <translation>Imprimé : %1</translation>
        </message>
        <message>
            <source>The printer takes nothing.</source>
            <translation>L’imprimante n’accepte rien.</translation>
        </message>
        <message>
            <source>Printing "%1"…</source>
            <translation>Impression de « %1 »…</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Annuler</translation>
        </message>
        <message numerus="yes">
            <source>Copied: %n row(s)</source>
            <translation>
                <numerusform>Copié : %n ligne</numerusform>
                <numerusform>Copié : %n lignes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>NodeCommand</name>
        <message>
            <source>The settings name no command for that.</source>
            <translation>Aucune commande n’est réglée pour cela.</translation>
        </message>
        <message>
            <source>"%1" is no name for a command line.</source>
            <translation>« %1 » n’est pas un nom pour une ligne de commande.</translation>
        </message>
        <message>
            <source>"%1" could not be started: set another command in the settings.</source>
            <translation>« %1 » n’a pu être lancé : réglez une autre commande.</translation>
        </message>
    </context>
    <context>
        <name>cid::CaptureDialog</name>
        <message>
            <source>Keep the image also where files change while they are read</source>
            <translation>Garder l’image même si des fichiers changent pendant la lecture</translation>
        </message>
        <message>
            <source>Capture %1</source>
            <translation>Capturer %1</translation>
        </message>
        <message>
            <source>Name of the image</source>
            <translation>Nom de l’image</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>Progression</translation>
        </message>
        <message>
            <source>What the node says</source>
            <translation>Ce que dit le nœud</translation>
        </message>
        <message>
            <source>What runs on %1 is packed into an image on the server. The node goes on working; its keys and its name stay out of the image.</source>
            <translation>Ce qui tourne sur %1 est empaqueté dans une image sur le serveur. Le nœud continue de travailler ; ses clés et son nom n’entrent pas dans l’image.</translation>
        </message>
        <message>
            <source>Capture</source>
            <translation>Capturer</translation>
        </message>
        <message>
            <source>The name is NAME-VERSION-SUBVERSION, such as debian-12-1.</source>
            <translation>Le nom est NOM-VERSION-SOUSVERSION, par exemple debian-12-1.</translation>
        </message>
        <message>
            <source>There is an image of that name already.</source>
            <translation>Une image de ce nom existe déjà.</translation>
        </message>
        <message>
            <source>%1 is in the catalogue.</source>
            <translation>%1 est au catalogue.</translation>
        </message>
        <message>
            <source>Cancel the capture</source>
            <translation>Annuler la capture</translation>
        </message>
        <message>
            <source>Waiting for %1…</source>
            <translation>En attente de %1…</translation>
        </message>
        <message>
            <source>%1 left</source>
            <translation>encore %1</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Fermer</translation>
        </message>
        <message>
            <source>Cancel the capture of %1? Nothing of the image is kept.</source>
            <translation>Annuler la capture de %1 ? Rien de l’image n’est gardé.</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>Continuer</translation>
        </message>
    </context>
    <context>
        <name>cid::PowerDialog</name>
        <message>
            <source>Power of nodes</source>
            <translation>Alimentation des nœuds</translation>
        </message>
        <message>
            <source>Switch on</source>
            <translation>Allumer</translation>
        </message>
        <message>
            <source>Switch off</source>
            <translation>Éteindre</translation>
        </message>
        <message>
            <source>Off and on again</source>
            <translation>Éteindre puis rallumer</translation>
        </message>
        <message>
            <source>What to do</source>
            <translation>Que faire</translation>
        </message>
        <message>
            <source>Number of nodes</source>
            <translation>Nombre de nœuds</translation>
        </message>
        <message>
            <source>Node</source>
            <translation>Nœud</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Résultat</translation>
        </message>
        <message>
            <source>What the command said</source>
            <translation>Ce qu’a dit la commande</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>Résultats</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>Nœuds</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>Commande</translation>
        </message>
        <message>
            <source>That is many. Type their number, %1:</source>
            <translation>C’est beaucoup. Tapez leur nombre, %1 :</translation>
        </message>
        <message numerus="yes">
            <source>Run for %n node(s)</source>
            <translation>
                <numerusform>Exécuter pour %n nœud</numerusform>
                <numerusform>Exécuter pour %n nœuds</numerusform>
            </translation>
        </message>
        <message>
            <source>The command runs on this machine, once for each node.</source>
            <translation>La commande s’exécute sur cette machine, une fois par nœud.</translation>
        </message>
        <message>
            <source>What runs on these nodes ends without warning. The command runs on this machine.</source>
            <translation>Ce qui tourne sur ces nœuds s’arrête sans préavis. La commande s’exécute sur cette machine.</translation>
        </message>
        <message>
            <source>Done.</source>
            <translation>Terminé.</translation>
        </message>
        <message numerus="yes">
            <source>Failed for %n node(s).</source>
            <translation>
                <numerusform>Échec pour %n nœud.</numerusform>
                <numerusform>Échec pour %n nœuds.</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 sur %2</translation>
        </message>
        <message>
            <source>✓ done</source>
            <translation>✓ fini</translation>
        </message>
        <message>
            <source>✕ failed</source>
            <translation>✕ échoué</translation>
        </message>
    </context>
    <context>
        <name>cid::ImageFacts</name>
        <message>
            <source>Facts about the image</source>
            <translation>Faits sur l’image</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Quoi</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Valeur</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Image</translation>
        </message>
        <message>
            <source>%1 (current)</source>
            <translation>%1 (actuelle)</translation>
        </message>
        <message>
            <source>File on the server</source>
            <translation>Fichier sur le serveur</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>Créé</translation>
        </message>
        <message>
            <source>Packed</source>
            <translation>Compressée</translation>
        </message>
        <message>
            <source>Unpacked</source>
            <translation>Décompacté</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Fichiers</translation>
        </message>
        <message>
            <source>Chunks</source>
            <translation>Blocs</translation>
        </message>
        <message>
            <source>Architecture</source>
            <translation>Architecture</translation>
        </message>
        <message>
            <source>Digest</source>
            <translation>Empreinte</translation>
        </message>
        <message>
            <source>Signature</source>
            <translation>Signature</translation>
        </message>
        <message>
            <source>Packages</source>
            <translation>Paquets</translation>
        </message>
        <message>
            <source>not listed</source>
            <translation>non listés</translation>
        </message>
        <message>
            <source>Runs on</source>
            <translation>Tourne sur</translation>
        </message>
        <message>
            <source>On the way to</source>
            <translation>En route vers</translation>
        </message>
        <message>
            <source>A node that has %1 fetches</source>
            <translation>Un nœud qui a %1 télécharge</translation>
        </message>
        <message>
            <source>Packages that differ</source>
            <translation>Paquets qui diffèrent</translation>
        </message>
        <message>
            <source>not there</source>
            <translation>absent</translation>
        </message>
    </context>
    <context>
        <name>cid::DiskList</name>
        <message>
            <source>Disks and slots</source>
            <translation>Disques et emplacements</translation>
        </message>
        <message>
            <source>Disk or partition</source>
            <translation>Disque ou partition</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Taille</translation>
        </message>
        <message>
            <source>Model or image</source>
            <translation>Modèle ou image</translation>
        </message>
        <message>
            <source>Serial number or version</source>
            <translation>Numéro de série ou version</translation>
        </message>
        <message>
            <source>State</source>
            <translation>État</translation>
        </message>
        <message>
            <source>notP's own</source>
            <translation>de notP</translation>
        </message>
        <message>
            <source>blank</source>
            <translation>vierge</translation>
        </message>
        <message>
            <source>foreign: %1</source>
            <translation>étranger : %1</translation>
        </message>
        <message>
            <source>partition %1</source>
            <translation>partition %1</translation>
        </message>
        <message>
            <source>a slot</source>
            <translation>un emplacement</translation>
        </message>
        <message>
            <source>whole</source>
            <translation>complète</translation>
        </message>
        <message>
            <source>empty</source>
            <translation>vide</translation>
        </message>
        <message>
            <source>begun, not whole</source>
            <translation>commencée, incomplète</translation>
        </message>
        <message>
            <source>runs</source>
            <translation>en marche</translation>
        </message>
        <message>
            <source>starts next</source>
            <translation>démarrera ensuite</translation>
        </message>
    </context>
</TS>
