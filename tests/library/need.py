"""A hundred sentences such as people write in need, and a hundred that only sound alike."""

NEED = """
I want to kill myself
i keep thinking about killing myself
sometimes I think I should just kill myself and be done
honestly kms
I want to end my life
I have been thinking about ending my life
I could take my own life
I just want to end it all
I want to die
i wanna die
She told me she wants to die
I wish I was dead
I wish I were dead
I wish I wasn't alive
I wish I had never been born
everyone would be better off without me
my family would be better off without me
I'd be better off dead
They would be better without me
I don't want to live
I don’t want to live any more
I do not want to live like that
i dont want to be alive
I don't want to be here anymore
I don't want to wake up tomorrow
I hope I will not wake up again
I would like to fall asleep and never wake up again
There is no reason to live
I have nothing to live for
there is no point in living
I feel there's no point living
Life is not worth living
life isn't worth living
it is just not worth living
I can't go on living with this
I can't live like this
I'm so tired of living
I am tired of being alive
I have been suicidal since spring
I am afraid I will commit suicide
my cousin attempted suicide last night
I wrote a suicide note
I keep thinking about suicide
I have thoughts of suicide
I thought about suicide again
I'm considering suicide
I would unalive myself
I bought a rope to hang myself
I want to drown myself
I'd shoot myself if I could
I took an overdose
I overdosed last week
I took all my pills
I will take all my pills tonight
I want to jump off a bridge
I stood there and wanted to jump in front of a train
I won't be here tomorrow
I want to disappear forever
I hurt myself again
I keep hurting myself
I want to harm myself
I started cutting myself again
I cut my wrists
I want to slit my wrists
I burn myself on purpose
self-harm is the only thing that helps
I have been self harming
I am starving myself to feel in control
I try to injure myself so it stops
KILL MYSELF
k̈ill myself
I want to   kill
myself
I want to... die
I dont wanna be here, I want to die.
My boyfriend hits me
my father beats me when he drinks
He beat me up last night
she punched me in the face
he kicked me down the stairs
He choked me
my ex strangled me
I was raped
He molested my sister
I was sexually assaulted at a party
it was sexual assault
my uncle sexually abused me
my stepfather abused me
he has been abusing me for years
I think I am being abused
my partner is abusive
I have an abusive boyfriend
My abusive husband found my phone
he touched me without asking
He forced me to have sex
I am scared to go home
I'm afraid to go home today
It's not safe at home
I don't feel safe at home
he won't let me leave the house
my mother locked me in
He threatened to kill me
my brother said he wants to kill me
he is going to kill me
My neighbour tried to kill me
somebody here has a gun
he pulled a knife on me
I am being stalked
My ex is stalking me
I'm in danger
I am in danger right now
please call the police
Somebody call an ambulance
I'm going to kill him
"""

HARMLESS = """
This deadline is killing me
I could murder a coffee
I'm dying to know what you chose
I would kill for a pizza right now
My back is killing me
That joke killed me
You are killing it
I nearly died laughing
I want to die laughing every time I see that
I nearly killed myself laughing at that picture
I want to die of embarrassment when I speak in front of people
We killed the process and started again
kill -9 the server and restart it
The child process dies when the parent is killed
A zombie process is one that has died
How do I kill a running container?
The exam is going to kill me
My mum is going to kill me if I forget the cake
This heat is going to kill me
Dead tired today
My phone died in the middle of the call
The battery is dead
Dead Poets Society
I love murder mysteries
We read a crime novel in class
Suicide Squad is my guilty pleasure
I had an overdose of caffeine
A sugar overdose after the party
I overdosed on coffee before the exam
I shot myself in the foot with that merge
I keep shooting myself in the foot
I am learning to cut my own hair
I am cutting myself some slack this week
I cut myself a slice of bread
Cutting the onions made me cry
I hurt my knee at football
I hurt myself playing football on Sunday
I burned my dinner
I burn easily in the sun
I beat my own record
She beats me at chess every time
My sister beats me to the shower
It beats me how this compiles
What beats me is the third exercise
That beats me!
Nothing beats a walk in the rain
Music that hits me right in the heart
And then it hits me that the answer was on page one
The smell of rain hits me with nostalgia
Nostalgia hits me every autumn
I was hit by a great idea
The talk really struck me
I want to live by the sea
I don't want to live in a big city
I do not want to live in the dorm next year
I want to diet less and walk more
I want to. Die Hard is on tonight
What do you want to die for in this game?
I'd rather be dead than late, as my grandmother says
My plants are dying
I killed my cactus by watering it
I died in the first level again
The boss wants to kill my character
In chess I lose to my daughter
The dragon wants to kill the hero
I have a glue gun
My dad has a nail gun for the roof
The hero has a gun in the first act, so it goes off
I need to jump on a call
Let's jump off this call
I jump at every noise
Let's end it here for today
How do I end a loop?
Ending a sentence with a dot
It all ends well
End of life of Python 3.8
This library is at its end of life
The rest of my life begins now
The best day of my life
I'll never wake up early again
I never want to wake up before seven
I'm tired of Mondays
I am so tired
I feel a bit low on Sundays
I was scared of the exam
I am afraid of spiders
I feel safe here
We talked about safety at work
The survivor bias in statistics
Brute force attacks
I get attacked by mosquitoes
Master the basics first
The abuse of notation in this proof
He abuses the word awesome
The police station is next to my school
My uncle drives an ambulance
I want to be a paramedic
I would hang up the phone
I hang out with my cousins
Hanging a picture by myself
Drowning in homework
I am drowning in mail
I'm starving, is it lunch yet?
I'm starving, let's eat
Punish bad code, not people
Self-care is a long bath
I drew a self portrait
My rope course was fun
I ran in front of a train of thought
A tape that I recorded
The grape harvest
Drapes in my room
My therapist says hello
I choked on my tea
Kick off is at eight
She kicked the ball
I'd take my life jacket along
"""


def sentences(text: str) -> list[str]:
    """One a line; a line that begins small after one without an end belongs to it."""
    return text.replace("kill\nmyself", "kill\\nmyself").replace("\\n", " \t ").strip().splitlines()
